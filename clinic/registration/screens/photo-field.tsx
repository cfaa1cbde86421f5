import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { CameraCapture } from '#ui/camera-capture.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { uploadFile } from '#ui/files.ts';
import { Stack, Text } from '#ui/layout.tsx';
import { Photo } from '#ui/photo.tsx';
import { useWords } from '#ui/use-words.ts';
import type { Profile, ProfileField } from '../rules/profile.ts';
import css from './person-form.module.css';

const initialsOf = ({ given, family }: Profile): string =>
  [given, family]
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

/** The face that goes with the name, from camera or file. */
export function PhotoField({
  value,
  patient,
  set,
}: {
  value: Profile;
  patient: string;
  set: <Key extends ProfileField>(field: Key, next: Profile[Key]) => void;
}) {
  const t = useWords('registration');
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const keep = async (picture: Blob) => {
    setFailed(false);
    try {
      set('photo', await uploadFile(picture, patient));
      setOpen(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={css.photo}>
      <Photo
        key={value.photo}
        initials={initialsOf(value)}
        of={patient}
        size={96}
        {...(value.photo ? { binary: value.photo } : {})}
      />
      <Button size="small" icon="camera" onClick={() => setOpen(true)}>
        {t(value.photo ? 'photo.again' : 'photo.take')}
      </Button>
      {value.photo && (
        <Button size="small" tone="quiet" onClick={() => set('photo', '')}>
          {t('photo.remove')}
        </Button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title={t('photo.take')}>
        <Stack gap={3}>
          <CameraCapture
            label={t('photo.take')}
            onCapture={(picture) => void keep(picture)}
            facing="user"
            shape="face"
          />
          {failed && (
            <div role="alert">
              <Text kind="critical">{t('photo.failed')}</Text>
            </div>
          )}
        </Stack>
      </Dialog>
    </div>
  );
}
