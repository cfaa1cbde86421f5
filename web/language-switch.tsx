import { useTranslation } from 'react-i18next';
import { setLanguage } from '#ui/language.ts';
import { keepLanguage, type Language } from '#ui/session.ts';
import css from './language-switch.module.css';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

let chosen: Language | undefined;
/** The language chosen by hand on this page: it wins over the account's. */
export const chosenLanguage = (): Language | undefined => chosen;

/** Switches every word on screen at once and keeps it with the account. */
export function switchLanguage(language: Language): void {
  chosen = language;
  void setLanguage(language);
  keepLanguage(language);
}

/** The languages by their own names. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  return (
    <div className={css.languages}>
      {(['en', 'es'] as const).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={css.language}
          aria-pressed={i18n.language === language}
          onClick={() => switchLanguage(language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </div>
  );
}
