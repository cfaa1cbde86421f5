import type { ScreenerItem } from '#clinic/screening/rules/screener.ts';
import { Button } from '#ui/button.tsx';
import { advance, goToStop } from './flow.ts';
import { Letters } from './letters.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** One question with its answers: the digit beside it gives it and goes on. */
export function ScreenerItemLine({
  item,
  screener,
  chosen,
  language,
  onGive,
}: {
  item: ScreenerItem;
  screener: string;
  chosen: readonly string[];
  language: 'en' | 'es';
  onGive: (linkId: string, codes: readonly string[], from: Element | null) => void;
}) {
  const { t } = useRooming();
  const stop = `${screener}.${item.linkId}`;
  const element = () => document.querySelector(`[data-stop="${CSS.escape(stop)}"]`);
  const toggled = (code: string) =>
    chosen.includes(code)
      ? chosen.filter((one) => one !== code)
      : [...chosen.filter((one) => one !== 'LA9-3' && code !== 'LA9-3'), code];
  return (
    <li className={css.questionRow} data-answered={chosen.length > 0 || undefined}>
      <span>
        {item.text[language]}
        {item.optional && <span className={css.quiet}> · {t('screener.optional')}</span>}
      </span>
      <Letters
        stop={stop}
        label={item.text[language]}
        quiet
        actions={item.answers.map((answer) => ({
          key: answer.key,
          label: answer.text[language],
          pressed: chosen.includes(answer.code),
          run: () => {
            if (item.repeats) onGive(item.linkId, toggled(answer.code), null);
            else onGive(item.linkId, [answer.code], element());
            if (item.repeats) requestAnimationFrame(() => goToStop(stop));
          },
        }))}
      >
        {item.repeats && (
          <Button size="small" tone="quiet" onClick={() => advance(element())}>
            {t('next')}
          </Button>
        )}
      </Letters>
    </li>
  );
}
