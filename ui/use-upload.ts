import { useEffect, useMemo } from 'react';
import { useStore } from './store.ts';
import { type Upload, type UploadNow, uploadOf } from './uploads.ts';

export interface UploadHandle extends UploadNow {
  /** Address of the picture for an `<img>`; undefined when there is none. */
  readonly preview: string | undefined;
  readonly send: Upload['send'];
  readonly retry: Upload['retry'];
  readonly clear: () => void;
}

/** A picture of a place on a page, sent as soon as it is taken: `const front = useUpload('registration/e1/front', patient)`. */
export function useUpload(key: string, patient?: string): UploadHandle {
  const upload = uploadOf(key, patient);
  const now = useStore(upload.now);
  const { picture } = now;
  const preview = useMemo(() => (picture ? URL.createObjectURL(picture) : undefined), [picture]);
  useEffect(() => () => void (preview && URL.revokeObjectURL(preview)), [preview]);
  return useMemo(
    () => ({
      ...now,
      preview,
      send: (next) => upload.send(next),
      retry: () => upload.retry(),
      clear: () => upload.clear(),
    }),
    [now, preview, upload],
  );
}
