import { Button } from '#ui/button.tsx';
import { CameraCapture } from '#ui/camera-capture.tsx';
import { FileDrop } from '#ui/file-drop.tsx';
import { fileUrl, shrinkPicture } from '#ui/files.ts';
import { Icon } from '#ui/icon.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import type { UploadHandle } from '#ui/use-upload.ts';
import { useWords } from '#ui/use-words.ts';
import css from './check-in.module.css';

/** One side of an insurance card: taken or chosen, sent at once, sent again when it did not arrive. */
export function CardPicture({
  side,
  upload,
  held,
  shooting,
  onShoot,
}: {
  side: 'front' | 'back';
  upload: UploadHandle;
  /** Binary that is already with the server; '' when there is none. */
  held: string;
  shooting: boolean;
  onShoot: (on: boolean) => void;
}) {
  const t = useWords('registration');
  const label = t(`card.${side}`);
  const take = (picture: Blob) => {
    onShoot(false);
    void shrinkPicture(picture).then(upload.send);
  };
  const source = upload.preview ?? (held ? fileUrl(held) : undefined);
  if (shooting)
    return (
      <Stack gap={2}>
        <Text kind="small">{label}</Text>
        <CameraCapture label={label} onCapture={take} shape="card" autoFocus />
        <div>
          <Button tone="quiet" size="small" onClick={() => onShoot(false)}>
            {t('card.close')}
          </Button>
        </div>
      </Stack>
    );
  return (
    <Stack gap={2}>
      <Text kind="small">{label}</Text>
      {source ? (
        <img className={css.taken} src={source} alt={label} />
      ) : (
        <div className={css.untaken} aria-hidden="true">
          <Icon of="card" size={28} />
        </div>
      )}
      <Sent upload={upload} held={held} />
      <Row gap={2}>
        <Button icon="camera" onClick={() => onShoot(true)}>
          {t(source ? 'card.again' : 'card.take')}
        </Button>
        <FileDrop label={label} accept="image/*" onFiles={([file]) => file && take(file)} compact />
      </Row>
    </Stack>
  );
}

/** Whether the picture arrived; if not, why, and how to send the same one again. */
function Sent({ upload, held }: { upload: UploadHandle; held: string }) {
  const t = useWords('registration');
  if (upload.state === 'failed')
    return (
      <div role="alert">
        <Row gap={2}>
          <Text kind="critical">{t(`upload.${upload.failure ?? 'refused'}`)}</Text>
          <Button size="small" icon="refresh" onClick={() => void upload.retry()}>
            {t('upload.retry')}
          </Button>
        </Row>
      </div>
    );
  const words = upload.state === 'sending' ? 'card.sending' : upload.state === 'kept' ? 'card.kept' : '';
  if (words || held)
    return (
      <span role="status">
        <Text kind="small">{t(words || 'card.held')}</Text>
      </span>
    );
  return null;
}
