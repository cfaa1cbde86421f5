import { Agent, request } from 'node:http';

interface Answer {
  readonly status: number;
  readonly body: string;
}
export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Client {
  send(sent: Sent): Promise<Answer>;
  close(): void;
}

/** A load generator's client: kept-alive connections, no more work a request than there must be. */
export function openClient(origin: string, authorization: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(origin);
  return {
    close: () => agent.destroy(),
    send: ({ method, path, body, headers }) =>
      new Promise((resolve, reject) => {
        const all = {
          authorization,
          accept: 'application/fhir+json',
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/fhir+json', 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        };
        const sent = request(
          { agent, hostname, port, method, path: `/fhir${path}`, headers: all },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
            );
            response.on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
  };
}
