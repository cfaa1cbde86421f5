/** A row of the trail as the gate answers it (the part the screen shows). */
export interface TrailRow {
  readonly id: string;
  /** Instant. */
  readonly at: string;
  readonly account: string;
  readonly display: string;
  readonly roles: readonly string[];
  readonly workstation: string;
  readonly action: string;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly patients: readonly string[];
  readonly type: string;
  readonly resource: string;
  readonly operation: string;
  readonly reason: string;
}

/** Rows of one hand at the same patients, doing the same with the same outcome, within a minute. */
export interface Look {
  readonly first: TrailRow;
  readonly rows: readonly TrailRow[];
}

const MINUTE = 60_000;

/** [O3] Rows, newest first, gathered into looks in the same order. A refusal is never gathered: each one counts. */
export function looksOf(rows: readonly TrailRow[]): Look[] {
  const looks: { first: TrailRow; rows: TrailRow[] }[] = [];
  for (const row of rows) {
    const open = looks.at(-1);
    if (open && belongs(open.first, row)) open.rows.push(row);
    else looks.push({ first: row, rows: [row] });
  }
  return looks;
}

const belongs = (first: TrailRow, row: TrailRow): boolean =>
  first.outcome === 'success' &&
  row.outcome === 'success' &&
  first.account === row.account &&
  first.workstation === row.workstation &&
  first.action === row.action &&
  first.patients.join() === row.patients.join() &&
  Date.parse(first.at) - Date.parse(row.at) < MINUTE;
