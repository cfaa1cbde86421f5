import { useEffect, useRef, useState } from 'react';
import css from './camera-capture.module.css';
import { Dialog } from './dialog.tsx';
import { Text } from './layout.tsx';
import { dispatchScan } from './scanner.ts';
import { useWords } from './use-words.ts';

const EVERY_MS = 200;

/** Reads a code by camera and hands it on like a wedge scanner's. `<CodeCamera open={open} onClose={close} />` */
export function CodeCamera({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords('ui');
  return (
    <Dialog open={open} onClose={onClose} title={t('scan.title')}>
      {open && <Reading onDone={onClose} />}
    </Dialog>
  );
}

function Reading({ onDone }: { onDone: () => void }) {
  const t = useWords('ui');
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const [unknown, setUnknown] = useState(false);
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let stream: MediaStream | undefined;
    let ended = false;
    const start = async () => {
      const [{ readCode }, opened] = await Promise.all([
        import('./read-code.ts'),
        navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }),
      ]);
      stream = opened;
      if (ended || !video.current) return stop();
      video.current.srcObject = opened;
      let busy = false;
      timer = setInterval(async () => {
        if (busy || !video.current?.videoWidth) return;
        busy = true;
        const scan = await readCode(video.current);
        busy = false;
        if (!scan || ended) return;
        if (dispatchScan(scan)) latest.current();
        else setUnknown(true);
      }, EVERY_MS);
    };
    const stop = () => {
      ended = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    start().catch(() => setFailed(true));
    return stop;
  }, []);
  if (failed) return <Text>{t('camera.none')}</Text>;
  return (
    <div className={css.camera}>
      <div className={css.frame} data-shape="card">
        <video ref={video} playsInline muted autoPlay aria-label={t('scan.title')} />
      </div>
      <Text kind="small">{unknown ? t('scan.unknown') : t('scan.hint')}</Text>
    </div>
  );
}
