import {
  Alert,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  NumberInput,
  Select,
  Switch,
  TextInput,
  Tooltip
} from '@mantine/core'

/** A leaf in the shade: saturated enough to lead, dark enough for white text (shade 7 on white: 5.6 to 1). */
const leaf: MantineColorsTuple = [
  '#eef6ef',
  '#dcebde',
  '#b7d6bc',
  '#8fc098',
  '#6dad79',
  '#579f65',
  '#45905a',
  '#2f7446',
  '#255c38',
  '#1a4528'
]

/** Of refusal; shade 7 on white: 5.5 to 1. */
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#f9dcda',
  '#f1b5b0',
  '#ea8c84',
  '#e2675d',
  '#d94f44',
  '#cd4036',
  '#c2352c',
  '#a12a22',
  '#7a1f19'
]

/** Greys without a cast, so that pictures are judged against a neutral surround. */
const dark: MantineColorsTuple = [
  '#d3d4d3',
  '#b6b8b6',
  '#a1a4a1',
  '#6c706c',
  '#454845',
  '#363936',
  '#2a2c2a',
  '#202220',
  '#191b19',
  '#121412'
]

export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: 7,
  autoContrast: true,
  colors: { leaf, red, dark },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } }
  },
  components: {
    Alert: Alert.extend({ styles: { title: { color: 'var(--mantine-color-text)' } } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { description: { color: 'var(--faint)' } }
    }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 350,
        multiline: true,
        maw: 320,
        events: { hover: true, focus: true, touch: true }
      }
    }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: { duration: 0 }
      }
    })
  }
})
