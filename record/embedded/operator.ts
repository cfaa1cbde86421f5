import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The operating-system account PostgreSQL runs as: it refuses to run as root. */
export interface Operator {
  readonly uid: number;
  readonly gid: number;
  /** Node itself is root and hands PostgreSQL to another account. */
  readonly dropped: boolean;
}

const ACCOUNT = 'medley';

/** Ourselves; as root a system account `medley` (made when missing), or `nobody` where none can be made. */
export function operator(): Operator {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? -1, dropped: false };
  const known = account(ACCOUNT);
  if (known) return { ...known, dropped: true };
  const shell = '/usr/sbin/nologin';
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', shell, ACCOUNT]);
  return { ...(account(ACCOUNT) ?? account('nobody') ?? { uid: 65534, gid: 65534 }), dropped: true };
}

function account(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
