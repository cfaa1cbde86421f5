/** `node fhir/definitions/ensure.ts`: makes the compiled definitions when they are missing or old, so that no start has to. */
import { ensureCompiled } from './compile.ts';

await ensureCompiled();
