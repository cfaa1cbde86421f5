import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import css from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers: right-aligned. */
  readonly numeric?: boolean;
  /** CSS width, e.g. `120px`, `30%`. */
  readonly width?: string;
  /** Left out on tablets held upright. */
  readonly wideOnly?: boolean;
  readonly titleHidden?: boolean;
}
export interface TableProps<Row> {
  /** Name of the table. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Enter, or a click, on a row. Rows can then be walked with the arrow keys (and `j`, `k`). */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: string | undefined;
  /** Shown when there are no rows. */
  readonly empty?: ReactNode;
  readonly tone?: (row: Row) => 'warn' | 'critical' | 'quiet' | undefined;
}

/** `<Table label="Visits" columns={columns} rows={visits} rowKey={(v) => v.id} onOpen={open} />` */
export function Table<Row>({ label, columns, rows, rowKey, onOpen, selected, empty, tone }: TableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  if (rows.length === 0 && empty) return <>{empty}</>;
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLTableRowElement))
      return;
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const all = [...(body.current?.rows ?? [])];
    const at = all.indexOf(event.target);
    const row = rows[at];
    if (by && at >= 0) {
      event.preventDefault();
      all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
    } else if (event.key === 'Enter' && row) {
      event.preventDefault();
      onOpen?.(row);
    }
  };
  return (
    <div className={css.scroll}>
      <table className={css.table} aria-label={label} data-walked={onOpen ? true : undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                style={{ width: column.width }}
                data-numeric={column.numeric || undefined}
                data-wide={column.wideOnly || undefined}
              >
                <span className={column.titleHidden ? 'only-heard' : undefined}>{column.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onOpen ? onKeyDown : undefined}>
          {rows.map((row, at) => (
            <tr
              key={rowKey(row)}
              tabIndex={onOpen ? ((selected ? selected === rowKey(row) : at === 0) ? 0 : -1) : undefined}
              data-open={onOpen ? true : undefined}
              data-tone={tone?.(row)}
              aria-current={selected === rowKey(row) || undefined}
              onClick={(event) => {
                if (
                  event.target instanceof Element &&
                  !event.target.closest('button, a, input, select, label')
                )
                  onOpen?.(row);
              }}
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-numeric={column.numeric || undefined}
                  data-wide={column.wideOnly || undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
