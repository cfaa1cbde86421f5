import i18next from 'i18next';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Button } from '#ui/button.tsx';
import { haveLanguage } from '#ui/language.ts';
import type { Language } from '#ui/session.ts';
import { Loaded } from '#ui/state.tsx';
import { useStore } from '#ui/store.ts';
import { handBack, turnedStore } from '#ui/turned.ts';
import { usePlace } from '#ui/use-place.ts';
import { useTitle } from '#ui/use-title.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { type FormsToSign, type FormToSign, formsToSign } from '../views/forms-to-sign.contract.ts';
import css from './check-in.module.css';
import { SignForm } from './sign-form.tsx';

/** Turned to the patient: her forms, one after the other, and nothing of the clinic's. */
export default function SignScreen() {
  const { params, go } = usePlace();
  const turned = useStore(turnedStore);
  const view = useView(formsToSign, { patient: params.patient ?? '' });
  // Nobody comes here by an address alone: the staff's page turns the screen.
  const astray = turned === undefined;
  useEffect(() => {
    // Behind the PIN the address leads elsewhere already, while this page is still drawn for a moment.
    if (astray && location.pathname.startsWith('/sign/')) go('/');
  }, [astray, go]);
  if (astray) return null;
  return (
    <main className={css.sheet}>
      <Loaded view={view}>{(due) => <Signing due={due} only={params.form} />}</Loaded>
    </main>
  );
}

function Signing({ due, only }: { due: FormsToSign; only: string | undefined }) {
  // The forms as they were when the screen was turned: what is signed leaves the view, not her count.
  const [forms] = useState(() => due.forms.filter(({ code }) => only === undefined || code === only));
  const [at, setAt] = useState(0);
  const [language, setLanguage] = useState<Language>(due.language);
  const form = forms[at];
  return (
    <Speaking language={language}>
      {form ? (
        <OneForm
          key={form.code}
          due={due}
          form={form}
          step={{ at: at + 1, count: forms.length }}
          language={language}
          onLanguage={() => setLanguage(language === 'es' ? 'en' : 'es')}
          onDone={() => setAt(at + 1)}
        />
      ) : (
        <Thanks name={due.firstName} />
      )}
    </Speaking>
  );
}

/** The patient's language, whatever the staff's page speaks. */
function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  const [ready, setReady] = useState<Language>();
  useEffect(() => {
    let ended = false;
    void haveLanguage(language).then(() => !ended && setReady(language));
    return () => {
      ended = true;
    };
  }, [language]);
  const spoken = useMemo(() => i18next.cloneInstance({ lng: ready ?? language }), [ready, language]);
  if (ready === undefined) return null;
  return (
    <I18nextProvider i18n={spoken}>
      <div className={css.paper} lang={ready}>
        {children}
      </div>
    </I18nextProvider>
  );
}

function OneForm({
  due,
  form,
  step,
  language,
  onLanguage,
  onDone,
}: {
  due: FormsToSign;
  form: FormToSign;
  step: { readonly at: number; readonly count: number };
  language: Language;
  onLanguage: () => void;
  onDone: () => void;
}) {
  const t = useWords('registration');
  const { params } = usePlace();
  useTitle(form[language]);
  return (
    <>
      <div className={css.above}>
        <span>
          {t(due.minor ? 'sign.hello.minor' : 'sign.hello', { name: due.firstName })}
          {step.count > 1 && <span className={css.step}>{t('sign.step', { ...step })}</span>}
        </span>
        <Button tone="quiet" icon="language" onClick={onLanguage}>
          <span lang={language === 'es' ? 'en' : 'es'}>{t('sign.other-language')}</span>
        </Button>
      </div>
      <h1 className={css.title}>{form[language]}</h1>
      <p className={css.words}>{form.text[language]}</p>
      <SignForm
        patient={params.patient ?? ''}
        name={due.firstName}
        minor={due.minor}
        form={form}
        language={language}
        onDone={onDone}
      />
      <div className={css.below}>
        <Button tone="quiet" onClick={handBack}>
          {t('sign.hand-back')}
        </Button>
      </div>
    </>
  );
}

function Thanks({ name }: { name: string }) {
  const t = useWords('registration');
  useTitle(t('sign'));
  return (
    <div className={css.thanks}>
      <h1 className={css.title}>{t('sign.done', { name })}</h1>
      <p>{t('sign.done.words')}</p>
      <Button icon="lock" onClick={handBack}>
        {t('sign.staff')}
      </Button>
    </div>
  );
}
