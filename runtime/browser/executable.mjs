import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'unpacked');

/** Path of a script that starts the packaged Chromium with the libraries and fonts that came with it. */
export async function executable() {
  const script = join(folder, 'chromium-with-libraries');
  if (existsSync(script)) return script;
  mkdirSync(folder, { recursive: true });
  // The package unpacks into the temporary folder; one of our own keeps other users and versions apart.
  process.env.TMPDIR = folder;
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const archive = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const libraries = await inflate(join(dirname(archive), '..', 'bin', 'al2023.tar.br'));
  const binary = await chromium.executablePath();
  // The package's own list of folders is that of a cloud function; a machine without any font would have none at all.
  writeFileSync(
    join(folder, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  writeFileSync(
    script,
    [
      '#!/bin/sh',
      `export LD_LIBRARY_PATH="${join(libraries, 'lib')}:$LD_LIBRARY_PATH"`,
      `export FONTCONFIG_PATH="${join(folder, 'fonts')}"`,
      `exec "${binary}" "$@"`,
      '',
    ].join('\n'),
  );
  chmodSync(script, 0o755);
  return script;
}
