import { type FormEvent, useEffect, useState } from 'react';
import { call, failureFrom } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { languageHere } from '#ui/language.ts';
import { Stack } from '#ui/layout.tsx';
import { signIn } from '#ui/session.ts';
import { Skeleton } from '#ui/state.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useTitle } from '#ui/use-title.ts';
import { useWords } from '#ui/use-words.ts';
import { Gate } from './gate.tsx';
import { LanguageSwitch } from './language-switch.tsx';

interface Target {
  readonly purpose: 'owner' | 'invitation' | 'reset';
  readonly account?: { readonly name: string; readonly display: string };
}

/** A one-time link: the owner's first start, an invitation, a forgotten password. Sets password and PIN, then goes in. */
export function LinkPage({ token }: { token: string }) {
  const t = useWords('shell');
  const [target, setTarget] = useState<Target | 'dead'>();
  useTitle(t('link.title'));
  useEffect(() => {
    call({ method: 'POST', path: '/api/link', json: { token } })
      .then((answer) => setTarget(answer as Target))
      .catch(() => setTarget('dead'));
  }, [token]);
  if (target === undefined) {
    return (
      <Gate title={t('link.title')}>
        <Skeleton />
      </Gate>
    );
  }
  if (target === 'dead') {
    return (
      <Gate title={t('link.dead.title')} words={t('link.dead')}>
        <Button onClick={() => location.assign('/')}>{t('link.to-sign-in')}</Button>
      </Gate>
    );
  }
  const greeting = target.account ? t('link.hello', { name: target.account.display }) : t('link.owner.title');
  return (
    <Gate title={greeting} words={t(`link.${target.purpose}`)}>
      <Secrets token={token} target={target} />
      <LanguageSwitch />
    </Gate>
  );
}

const signInName = (display: string): string =>
  (display.replace(/^(dr|mr|mrs|ms|mx)\.?\s+/i, '').split(/[\s,]+/)[0] ?? '')
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase();

function Secrets({ token, target }: { token: string; target: Target }) {
  const t = useWords('shell');
  const [values, setValues] = useState({
    display: '',
    name: target.account?.name ?? '',
    password: '',
    again: '',
    pin: '',
  });
  const [error, setError] = useState<{ at: string; words: string }>();
  const [busy, setBusy] = useState(false);
  const set = (field: keyof typeof values) => (value: string) =>
    setValues((now) => ({ ...now, [field]: value }));
  // The sign-in name follows the given name until it is typed by hand.
  const setDisplay = (display: string) =>
    setValues((now) => ({
      ...now,
      display,
      name: now.name === signInName(now.display) ? signInName(display) : now.name,
    }));
  const errorAt = (...fields: string[]) => (error && fields.includes(error.at) ? error.words : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (values.password !== values.again) return setError({ at: 'again', words: t('link.differ') });
    setBusy(true);
    setError(undefined);
    const { display, name, password, pin } = values;
    const account = target.account ? {} : { account: { display, name, language: languageHere() } };
    try {
      await call({
        method: 'PUT',
        path: '/api/link',
        json: { token, password, ...(pin ? { pin } : {}), ...account },
      });
      history.replaceState(null, '', '/');
      await signIn(name, password);
    } catch (thrown) {
      const failure = failureFrom(thrown);
      setBusy(false);
      if (failure.kind === 'refused') setError({ at: failure.at, words: t(`link.refusal.${failure.code}`) });
      else if (failure.kind === 'issues')
        setError({ at: failure.issues[0]?.at.split('.').at(-1) ?? '', words: t('link.refusal.name-empty') });
      else setError({ at: 'password', words: t(`link.failed`) });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap={4}>
        {!target.account && (
          <Field label={t('link.display')} hint={t('link.display-hint')} error={errorAt('display')}>
            <TextBox
              value={values.display}
              onChange={setDisplay}
              autoFocus
              autoComplete="name"
              maxLength={200}
            />
          </Field>
        )}
        <Field
          label={t('link.name')}
          hint={target.account ? undefined : t('link.name-hint')}
          error={errorAt('name', '')}
        >
          <TextBox
            value={values.name}
            onChange={set('name')}
            disabled={target.account !== undefined}
            autoComplete="username"
            maxLength={100}
          />
        </Field>
        <Field label={t('sign-in.password')} hint={t('link.password-hint')} error={errorAt('password')}>
          <TextBox
            value={values.password}
            onChange={set('password')}
            type="password"
            autoFocus={target.account !== undefined}
            autoComplete="new-password"
            maxLength={1000}
          />
        </Field>
        <Field label={t('link.again')} error={errorAt('again')}>
          <TextBox
            value={values.again}
            onChange={set('again')}
            type="password"
            autoComplete="new-password"
            maxLength={1000}
          />
        </Field>
        <Field label={t('lock.pin')} hint={t('link.pin-hint')} error={errorAt('pin')}>
          <TextBox
            value={values.pin}
            onChange={set('pin')}
            type="password"
            numeric
            autoComplete="off"
            maxLength={12}
            chars={12}
          />
        </Field>
        <Button tone="primary" submit busy={busy} wide>
          {t('link.enter')}
        </Button>
      </Stack>
    </form>
  );
}
