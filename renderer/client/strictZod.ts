import { z } from 'zod'

// Why: zod compiles object parsers with `new Function`, which the content security policy forbids. This module is
// imported first, so that no schema is built before the setting.
z.config({ jitless: true })
