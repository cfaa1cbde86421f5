import { createRequire } from 'node:module';
import type { PoolClient } from 'pg';
import type { Statement } from '../record.ts';

/** The part of pg's connection that a pipeline speaks to. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(message: { text: string; name: string }): void;
  bind(message: {
    statement: string;
    values: readonly unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(message: { portal: string }): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
}

type Row = readonly (string | null)[];

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue: (value: unknown) => unknown;
};

/**
 * Statements sent in one packet and closed by a single Sync: PostgreSQL runs them as one transaction and answers once.
 * One round trip in place of begin, n statements and commit, and all or nothing as those. Each is prepared once on a
 * connection when it has a name. Resolves with the rows of each statement, as text.
 */
export function runPipeline(client: PoolClient, statements: readonly Statement[]): Promise<Row[][]> {
  return new Promise((resolve, reject) => {
    client.query(new Pipeline(statements, { resolve, reject }) as never);
  });
}

interface Settle {
  readonly resolve: (rows: Row[][]) => void;
  readonly reject: (problem: Error) => void;
}

/** What `client.query` takes beside a text: it is handed the connection and then each message of the answer. */
class Pipeline {
  readonly #statements: readonly Statement[];
  readonly #settle: Settle;
  readonly #rows: Row[][] = [[]];
  /** Named statements sent for the first time, in order: each `parseComplete` is for the next. */
  readonly #parsing: (Statement | undefined)[] = [];
  #parsed = () => {};
  #failed = false;

  constructor(statements: readonly Statement[], settle: Settle) {
    this.#statements = statements;
    this.#settle = settle;
  }

  submit(wire: Wire): Error | null {
    const values = this.#statements.map((statement) => statement.values.map(prepareValue));
    this.#parsed = () => {
      const statement = this.#parsing.shift();
      if (statement?.name) wire.parsedStatements[statement.name] = statement.sql;
    };
    wire.on('parseComplete', this.#parsed);
    wire.stream.cork();
    try {
      this.#statements.forEach((statement, at) => void this.#send(wire, statement, values[at] ?? []));
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  #send(wire: Wire, statement: Statement, values: readonly unknown[]): void {
    const name = statement.name ?? '';
    const sent = this.#parsing.some((one) => one?.name !== undefined && one.name === name);
    if (name === '' || (wire.parsedStatements[name] !== statement.sql && !sent)) {
      wire.parse({ text: statement.sql, name });
      this.#parsing.push(name === '' ? undefined : statement);
    }
    wire.bind({ statement: name, values, valueMapper: (value) => value });
    wire.execute({ portal: '' });
  }

  handleRowDescription(): void {}

  handleDataRow(message: { fields: Row }): void {
    this.#rows.at(-1)?.push(message.fields);
  }

  handleCommandComplete(): void {
    this.#rows.push([]);
  }

  handleEmptyQuery(): void {
    this.#rows.push([]);
  }

  handleError(problem: Error, wire: Wire): void {
    this.#failed = true;
    wire?.off('parseComplete', this.#parsed);
    this.#settle.reject(problem);
  }

  handleReadyForQuery(wire: Wire): void {
    wire.off('parseComplete', this.#parsed);
    if (!this.#failed) this.#settle.resolve(this.#rows.slice(0, this.#statements.length));
  }
}
