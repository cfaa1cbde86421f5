import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import css from './camera-capture.module.css';
import { FileDrop } from './file-drop.tsx';
import { shrinkPicture } from './files.ts';
import { Text } from './layout.tsx';
import { store, useStore } from './store.ts';
import { useWords } from './use-words.ts';

type State = 'asking' | 'live' | 'none';

/** Cameras on the page. Space takes the picture of the only one wherever the focus is; of several, the focused button's. */
const cameras = store<readonly string[]>([]);

function useIsOnlyCamera(): boolean {
  const id = useId();
  useEffect(() => {
    cameras.set([...cameras.get(), id]);
    return () => cameras.set(cameras.get().filter((one) => one !== id));
  }, [id]);
  return useStore(cameras).length <= 1;
}

/** A picture from the camera, or from a file where there is no camera. `<CameraCapture label="Card, front" onCapture={keep} shape="card" />` */
export function CameraCapture({
  label,
  onCapture,
  facing = 'environment',
  shape = 'card',
  autoFocus = false,
}: {
  label: string;
  onCapture: (picture: Blob) => void;
  facing?: 'user' | 'environment';
  shape?: 'card' | 'face' | 'page';
  /** The button that takes the picture has the focus once the camera is on. */
  autoFocus?: boolean;
}) {
  const t = useWords('ui');
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video, facing);
  const only = useIsOnlyCamera();
  const take = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (autoFocus && state === 'live') take.current?.focus();
  }, [autoFocus, state]);
  const shoot = () => {
    const source = video.current;
    if (!source) return;
    // The button is there a moment before the first picture.
    if (!source.videoWidth) return source.addEventListener('loadeddata', shoot, { once: true });
    const canvas = document.createElement('canvas');
    canvas.width = source.videoWidth;
    canvas.height = source.videoHeight;
    canvas.getContext('2d')?.drawImage(source, 0, 0);
    canvas.toBlob((blob) => blob && void shrinkPicture(blob).then(onCapture), 'image/jpeg', 0.9);
  };
  return (
    <fieldset className={css.camera} aria-label={label}>
      {state !== 'none' && (
        <div className={css.frame} data-shape={shape}>
          <video ref={video} playsInline muted autoPlay aria-label={label} />
        </div>
      )}
      {state === 'none' && <Text kind="small">{t('camera.none')}</Text>}
      <div className={css.actions}>
        {state === 'live' && (
          <Button
            tone="primary"
            icon="camera"
            onClick={shoot}
            {...(only ? { keys: 'space' } : {})}
            ref={take}
          >
            {t('camera.take')}
          </Button>
        )}
        <FileDrop
          label={label}
          accept="image/*"
          capture={facing}
          onFiles={([file]) => file && void shrinkPicture(file).then(onCapture)}
          compact
        />
      </div>
    </fieldset>
  );
}

function useCamera(video: React.RefObject<HTMLVideoElement | null>, facing: 'user' | 'environment'): State {
  const [state, setState] = useState<State>('asking');
  useEffect(() => {
    let stream: MediaStream | undefined;
    let ended = false;
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) {
      setState('none');
      return;
    }
    devices
      .getUserMedia({ video: { facingMode: facing, width: { ideal: 1920 } } })
      .then((opened) => {
        stream = opened;
        if (ended) return stopAll(opened);
        if (video.current) video.current.srcObject = opened;
        setState('live');
      })
      .catch(() => setState('none'));
    return () => {
      ended = true;
      if (stream) stopAll(stream);
    };
  }, [facing, video]);
  return state;
}

const stopAll = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};
