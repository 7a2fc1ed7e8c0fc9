import type { JobKind, JobState } from '../../shared/api/types.ts'
import type { ErrorEnvelope } from '../../shared/errors.ts'
import { type Db, now, sql } from './database.ts'

export interface StoredJob {
  readonly id: number
  readonly kind: JobKind
  readonly title: string
  readonly spec: unknown
  readonly state: JobState
  readonly done: number
  readonly total: number | null
  readonly failures: number
  readonly result: Readonly<Record<string, unknown>> | null
  readonly error: ErrorEnvelope | null
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

type Row = Omit<StoredJob, 'spec' | 'result' | 'error'> & {
  spec: string
  result: string | null
  error: string | null
}

const columns = `id, kind, title, spec, state, done, total, result, error, started_at AS startedAt,
  finished_at AS finishedAt, (SELECT count(*) FROM job_failure WHERE job_id = job.id) AS failures`

function parse(row: Row): StoredJob {
  return {
    ...row,
    spec: JSON.parse(row.spec) as unknown,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, unknown>),
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorEnvelope)
  }
}

export function addJob(db: Db, job: { kind: JobKind; title: string; spec: unknown }): number {
  return Number(
    sql(db, "INSERT INTO job (kind, title, spec, state, done) VALUES (?, ?, ?, 'queued', 0)").run(
      job.kind,
      job.title,
      JSON.stringify(job.spec)
    ).lastInsertRowid
  )
}

export function getJob(db: Db, id: number): StoredJob | undefined {
  const row = sql<Row>(db, `SELECT ${columns} FROM job WHERE id = ?`).get(id)
  return row === undefined ? undefined : parse(row)
}

/** The newest jobs first. */
export function listJobs(db: Db, limit = 50): readonly StoredJob[] {
  return sql<Row>(db, `SELECT ${columns} FROM job ORDER BY id DESC LIMIT ?`).all(limit).map(parse)
}

/** Jobs that were on their way when the program ended, oldest first. */
export function unfinishedJobs(db: Db): readonly StoredJob[] {
  return sql<Row>(
    db,
    `SELECT ${columns} FROM job WHERE state IN ('queued', 'running', 'interrupted') ORDER BY id`
  )
    .all()
    .map(parse)
}

export function startJob(db: Db, id: number): void {
  sql(
    db,
    "UPDATE job SET state = 'running', started_at = coalesce(started_at, ?), error = NULL WHERE id = ?"
  ).run(now(), id)
}

export function setJobProgress(
  db: Db,
  id: number,
  { done, total }: { done: number; total: number | null }
): void {
  sql(db, 'UPDATE job SET done = ?, total = ? WHERE id = ?').run(done, total, id)
}

/** Keeps what has come out so far of a job that is under way. */
export function keepResult(db: Db, id: number, result: Readonly<Record<string, unknown>>): void {
  sql(db, 'UPDATE job SET result = ? WHERE id = ?').run(JSON.stringify(result), id)
}

export function endJob(
  db: Db,
  id: number,
  end: { state: JobState; result?: unknown; error?: ErrorEnvelope }
): void {
  // Why coalesce: what an interrupted run kept is where the next one goes on.
  sql(
    db,
    'UPDATE job SET state = ?, result = coalesce(?, result), error = ?, finished_at = ? WHERE id = ?'
  ).run(
    end.state,
    end.result === undefined ? null : JSON.stringify(end.result),
    end.error === undefined ? null : JSON.stringify(end.error),
    end.state === 'interrupted' ? null : now(),
    id
  )
}

export function addFailure(db: Db, jobId: number, failure: { path: string; reason: string }): void {
  sql(
    db,
    `INSERT INTO job_failure (job_id, path, reason) VALUES (?, ?, ?)
     ON CONFLICT (job_id, path) DO UPDATE SET reason = excluded.reason`
  ).run(jobId, failure.path, failure.reason)
}

export function jobFailures(db: Db, jobId: number): readonly { path: string; reason: string }[] {
  return sql<{ path: string; reason: string }>(
    db,
    'SELECT path, reason FROM job_failure WHERE job_id = ? ORDER BY id'
  ).all(jobId)
}
