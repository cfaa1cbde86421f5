import { useEffect, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Columns, Row, Stack } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { signNormal } from '../commands/sign-normal.contract.ts';
import { type WorkLine, work } from '../views/work.contract.ts';
import css from './inbox.module.css';
import { OpenWork } from './open-work.tsx';
import { WorkList } from './work-list.tsx';

type Whose = 'mine' | 'all';

/** What waits for her: the list, what is due first at the top, and the chosen piece beside it. */
export default function InboxScreen() {
  const t = useWords('inbox');
  const isProvider = useWho().is('provider');
  const [whose, setWhose] = useState<Whose>('mine');
  const view = useView(work, { whose });
  const { lines, finish } = useUnfinished(view.data?.lines);
  const { chosen, choose, next } = useChosen(lines);
  const normal = lines.filter((one) => one.mine && one.level === 'normal').map(({ task }) => task);
  return (
    <Page
      title={t('title')}
      width="full"
      actions={
        <Row gap={3}>
          {isProvider && normal.length > 1 && <SignNormal tasks={normal} />}
          {isProvider && (
            <Choice
              label={t('whose')}
              value={whose}
              onChange={setWhose}
              options={[
                { value: 'mine', label: t('whose.mine') },
                { value: 'all', label: t('whose.all') },
              ]}
            />
          )}
        </Row>
      }
    >
      <Loaded view={view}>
        {() =>
          lines.length === 0 && !chosen ? (
            <Empty icon="check" title={t('empty')}>
              {t(isProvider && whose === 'mine' ? 'empty.mine' : 'empty.hint')}
            </Empty>
          ) : (
            <Columns least={400}>
              <div className={css.list}>
                <WorkList lines={lines} chosen={chosen} onChoose={choose} />
              </div>
              {chosen && (
                <Stack gap={4}>
                  <OpenWork
                    key={chosen}
                    task={chosen}
                    onDone={() => {
                      finish(chosen);
                      next();
                    }}
                  />
                </Stack>
              )}
            </Columns>
          )
        }
      </Loaded>
    </Page>
  );
}

const NONE: readonly WorkLine[] = [];

/** What she has finished is gone at once; put back, it is there again. */
function useUnfinished(all: readonly WorkLine[] = NONE) {
  const [finished, setFinished] = useState<readonly string[]>([]);
  useEffect(() => {
    // The server has heard of it: from here on its list is the truth.
    setFinished((before) => {
      const still = before.filter((task) => all.some((line) => line.task === task));
      return still.length === before.length ? before : still;
    });
  }, [all]);
  return {
    lines: all.filter(({ task }) => !finished.includes(task)),
    finish: (task: string) => setFinished((before) => [...before, task]),
  };
}

/** The chosen piece of work: the first of the list until she chooses; what is done makes room for the next one. */
function useChosen(lines: readonly WorkLine[]) {
  const t = useWords('inbox');
  const [chosen, choose] = useState<string>();
  const first = lines[0]?.task;
  useEffect(() => {
    if (chosen === undefined && first !== undefined) choose(first);
  }, [chosen, first]);
  const at = lines.findIndex(({ task }) => task === chosen);
  const step = (by: number) => {
    const to = lines[Math.min(Math.max(at + by, 0), lines.length - 1)];
    if (to) choose(to.task);
  };
  useKeys({
    j: { label: t('key.next'), run: () => step(1) },
    k: { label: t('key.before'), run: () => step(-1) },
  });
  return { chosen, choose, next: () => choose((lines[at + 1] ?? lines[at - 1])?.task) };
}

function SignNormal({ tasks }: { tasks: readonly string[] }) {
  const t = useWords('inbox');
  const sign = useCommand(signNormal);
  return (
    <Button keys="s" busy={sign.state === 'saving'} onClick={() => void sign.run({ tasks: [...tasks] })}>
      {t('sign-normal', { count: tasks.length })}
    </Button>
  );
}
