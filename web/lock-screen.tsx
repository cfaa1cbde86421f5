import { type FormEvent, useState } from 'react';
import { failureFrom } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Row, Stack } from '#ui/layout.tsx';
import { type Session, signOut, unlock } from '#ui/session.ts';
import { TextBox } from '#ui/text-box.tsx';
import { useTitle } from '#ui/use-title.ts';
import { useWords } from '#ui/use-words.ts';
import { Gate } from './gate.tsx';

const PIN_LENGTHS = /^\d{4,12}$/;

/** Nothing of the record is in the document here. The PIN opens the same page again, drafts untouched. */
export function LockScreen({ session }: { session: Session }) {
  const t = useWords('shell');
  const ui = useWords('ui');
  const [pin, setPin] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useTitle(t('lock.title'));
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (session.hasPin && !PIN_LENGTHS.test(pin)) return setError(t('lock.pin-short'));
    setBusy(true);
    try {
      await unlock(pin);
    } catch (thrown) {
      const failure = failureFrom(thrown);
      setBusy(false);
      setPin('');
      if (failure.kind === 'refused')
        setError(t('lock.wrong', { count: Number(failure.facts['left'] ?? 0) }));
      else setError(ui(`failure.${failure.kind}`));
    }
  };
  return (
    <Gate title={session.who.display} words={t('lock.words')}>
      <form onSubmit={(event) => void open(event)} noValidate>
        <Stack gap={4}>
          <Field label={session.hasPin ? t('lock.pin') : t('sign-in.password')} error={error || undefined}>
            <TextBox
              value={pin}
              onChange={setPin}
              type="password"
              numeric={session.hasPin}
              autoFocus
              autoComplete="off"
              maxLength={200}
            />
          </Field>
          <Row gap={3} spread>
            <Button tone="primary" submit busy={busy}>
              {t('lock.open')}
            </Button>
            <Button tone="quiet" onClick={() => void signOut()}>
              {t('lock.someone-else')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Gate>
  );
}
