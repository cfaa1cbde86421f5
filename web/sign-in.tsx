import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call, failureFrom } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { signIn } from '#ui/session.ts';
import { TextBox } from '#ui/text-box.tsx';
import { useTitle } from '#ui/use-title.ts';
import { useWords } from '#ui/use-words.ts';
import { Gate } from './gate.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import css from './sign-in.module.css';

/** What the server says to anybody: the clinic's name and, in a demo, who may sign in. */
interface Welcome {
  readonly clinic: { readonly name: string; readonly demo: boolean };
  readonly accounts?: readonly {
    readonly name: string;
    readonly display: string;
    readonly roles: readonly string[];
    readonly password: string;
  }[];
}

function useWelcome(): Welcome | undefined {
  const [welcome, setWelcome] = useState<Welcome>();
  useEffect(() => {
    call({ method: 'GET', path: '/api/welcome' })
      .then((answer) => setWelcome(answer as Welcome))
      .catch(() => undefined);
  }, []);
  return welcome;
}

export function SignIn() {
  const t = useWords('shell');
  const ui = useWords('ui');
  const welcome = useWelcome();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useTitle(t('sign-in.title'));
  const enter = async (who: string, secret: string) => {
    setBusy(true);
    setError('');
    try {
      await signIn(who, secret);
    } catch (thrown) {
      const failure = failureFrom(thrown);
      setBusy(false);
      setPassword('');
      setError(
        failure.kind === 'refused' || failure.kind === 'signed-out'
          ? t('sign-in.wrong')
          : failure.kind === 'busy'
            ? t('sign-in.wait', { seconds: Math.ceil(failure.afterMs / 1000) })
            : ui(`failure.${failure.kind}`),
      );
      box.current?.focus();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setError(t('sign-in.name-empty'));
    void enter(name.trim(), password);
  };
  const demo = welcome?.accounts ?? [];
  return (
    <Gate
      title={welcome?.clinic.name || t('sign-in.title')}
      words={welcome?.clinic.name ? t('sign-in.title') : undefined}
      beside={
        demo.length > 0 ? (
          <DemoAccounts
            accounts={demo}
            onPick={(one) => {
              setName(one.name);
              setPassword(one.password);
              void enter(one.name, one.password);
            }}
          />
        ) : undefined
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={4}>
          <Field label={t('sign-in.name')}>
            <TextBox value={name} onChange={setName} autoFocus autoComplete="username" maxLength={200} />
          </Field>
          <Field label={t('sign-in.password')} error={error || undefined}>
            <TextBox
              value={password}
              onChange={setPassword}
              type="password"
              autoComplete="current-password"
              ref={box}
              maxLength={1000}
            />
          </Field>
          <Button tone="primary" submit busy={busy} wide>
            {t('sign-in.enter')}
          </Button>
        </Stack>
      </form>
      <LanguageSwitch />
    </Gate>
  );
}

function DemoAccounts({
  accounts,
  onPick,
}: {
  accounts: NonNullable<Welcome['accounts']>;
  onPick: (one: NonNullable<Welcome['accounts']>[number]) => void;
}) {
  const t = useWords('shell');
  return (
    <section aria-labelledby="demo-accounts">
      <h2 className={css.title} id="demo-accounts">
        {t('demo.title')}
      </h2>
      <p className={css.words}>{t('demo.words')}</p>
      <ul className={css.list}>
        {accounts.map((one) => (
          <li key={one.name}>
            <button type="button" className={css.account} onClick={() => onPick(one)}>
              <span className={css.name}>{one.display}</span>
              <span className={css.role}>{one.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
