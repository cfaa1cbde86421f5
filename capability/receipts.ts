import type { RecordStore, Statement } from '#record/record.ts';

/** One resource a command wrote: its version before (0: none) and after. */
export interface Written {
  readonly type: string;
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

export interface Receipt {
  readonly key: string;
  readonly account: string;
  readonly command: string;
  readonly result: unknown;
  readonly writes: readonly Written[];
  readonly undoable: boolean;
  readonly at: Date;
  readonly undone: Date | null;
}

/** The receipt of an idempotency key, if its command was done. */
export async function findReceipt(
  store: Pick<RecordStore, 'rows'>,
  { clinic, key }: { readonly clinic: number; readonly key: string },
): Promise<Receipt | undefined> {
  const [row] = await store.rows<Receipt & Record<string, unknown>>(
    'select key, account, command, result, writes, undoable, at, undone from capability.receipt where clinic = $1 and key = $2',
    [clinic, key],
    'capability.receipt',
  );
  return row;
}

/** Row that makes the key's answer last, committed with the change. The key's uniqueness stops a second run. */
export const receiptRow = (clinic: number, receipt: Omit<Receipt, 'undone'>): Statement => ({
  name: 'capability.receipt-row',
  sql: `insert into capability.receipt (clinic, key, account, command, result, writes, undoable, at)
        values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)`,
  values: [
    clinic,
    receipt.key,
    receipt.account,
    receipt.command,
    JSON.stringify(receipt.result ?? null),
    JSON.stringify(receipt.writes),
    receipt.undoable,
    receipt.at,
  ],
});

/** Marks the receipt undone. Of two undos at once the versions let one through. */
export const undoneRow = (
  clinic: number,
  { key, at }: { readonly key: string; readonly at: Date },
): Statement => ({
  sql: 'update capability.receipt set undone = $3 where clinic = $1 and key = $2 and undone is null',
  values: [clinic, key, at],
});

/** Did two runs of one key meet at the receipt? The second then answers with what the first did. */
export const isSecondRun = (error: unknown): boolean =>
  error instanceof Error && (error as { constraint?: unknown }).constraint === 'receipt_pkey';
