/** Pictures on their way to the record. Outside React: a failed one outlives its form, the page and the lock. */
import { failureFrom } from './api.ts';
import { uploadFile } from './files.ts';
import { type Store, store } from './store.ts';

export interface UploadNow {
  readonly state: 'idle' | 'sending' | 'failed' | 'kept';
  /** What was taken; kept until it is replaced or cleared. */
  readonly picture?: Blob;
  /** Id of its Binary once it is kept. */
  readonly binary?: string;
  /** Why it failed: `offline` is sent again by itself. */
  readonly failure?: 'offline' | 'refused';
}

export class Upload {
  readonly now: Store<UploadNow> = store<UploadNow>({ state: 'idle' });
  private running: Promise<string | undefined> | undefined;
  private readonly patient: string | undefined;

  constructor(patient?: string) {
    this.patient = patient;
  }

  /** Sends a picture in place of the one before; its Binary's id, or undefined when it failed. */
  send(picture: Blob): Promise<string | undefined> {
    this.now.set({ state: 'sending', picture });
    const run = this.deliver(picture).finally(() => {
      if (this.running === run) this.running = undefined;
    });
    this.running = run;
    return run;
  }

  private async deliver(picture: Blob): Promise<string | undefined> {
    const newest = () => this.now.get().picture === picture;
    try {
      const binary = await uploadFile(picture, this.patient);
      if (newest()) this.now.set({ state: 'kept', picture, binary });
      return binary;
    } catch (error) {
      const { kind } = failureFrom(error);
      const failure = kind === 'offline' || kind === 'busy' || kind === 'locked' ? 'offline' : 'refused';
      if (newest()) this.now.set({ state: 'failed', picture, failure });
      return undefined;
    }
  }

  /** Sends the same picture again, or waits for the try that is under way. */
  retry(): Promise<string | undefined> {
    if (this.running) return this.running;
    const { picture, binary } = this.now.get();
    if (binary !== undefined || !picture) return Promise.resolve(binary);
    return this.send(picture);
  }

  clear(): void {
    this.running = undefined;
    this.now.set({ state: 'idle' });
  }
}

const uploads = new Map<string, Upload>();

/** The upload of a place on a page: `registration/<encounter>/coverage:new/front`, and whose picture it is. */
export function uploadOf(key: string, patient?: string): Upload {
  const known = uploads.get(key);
  if (known) return known;
  const made = new Upload(patient);
  uploads.set(key, made);
  return made;
}

if (typeof addEventListener === 'function')
  addEventListener('online', () => {
    for (const upload of uploads.values()) if (upload.now.get().failure === 'offline') void upload.retry();
  });
