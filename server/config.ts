/** Everything that can be chosen from outside. One object, read once. */
export interface ServerConfig {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Folder with the built screens; absent = none are served. */
  readonly web?: string;
  /** The clinic of this server. */
  readonly clinic: number;
  /** Where the caller reaches us, e.g. `https://clinic.example`, when that is not what the request says (behind a proxy). */
  readonly publicUrl?: string;
  /** Believe `X-Forwarded-*` headers: only behind a proxy that sets them. */
  readonly trustProxy: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Demo accounts may sign in. */
  readonly demo: boolean;
  /** File outside the database that anchors the head of the audit chain. */
  readonly anchorFile?: string;
}

export const DEFAULT_CONFIG: ServerConfig = {
  host: '127.0.0.1',
  port: 8080,
  clinic: 1,
  trustProxy: false,
  logLevel: 'warn',
  demo: false,
};

/** The configuration as environment variables state it; all are optional. */
export function configFrom(environment: Readonly<Record<string, string | undefined>>): Partial<ServerConfig> {
  const { MEDLEY_PUBLIC_URL, MEDLEY_TRUST_PROXY, MEDLEY_LOG } = environment;
  return {
    ...(MEDLEY_PUBLIC_URL ? { publicUrl: MEDLEY_PUBLIC_URL.replace(/\/$/, '') } : {}),
    ...(MEDLEY_TRUST_PROXY === '1' ? { trustProxy: true } : {}),
    ...(MEDLEY_LOG && isLevel(MEDLEY_LOG) ? { logLevel: MEDLEY_LOG } : {}),
  };
}

const LEVELS: readonly string[] = ['silent', 'error', 'warn', 'info', 'debug'];
const isLevel = (text: string): text is ServerConfig['logLevel'] => LEVELS.includes(text);
