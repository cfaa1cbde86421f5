import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Text } from '#ui/layout.tsx';
import { Page, Section } from '#ui/page.tsx';
import { askSession } from '#ui/session.ts';
import { useCommand } from '#ui/use-command.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { saveStaff } from '../commands/save-staff.contract.ts';
import { setUp } from '../commands/set-up.contract.ts';
import { ClinicFields } from './clinic-fields.tsx';
import { ClinicSketch } from './clinic-sketch.tsx';
import { Links } from './invitation-dialog.tsx';
import { LimitFields } from './limit-fields.tsx';
import { PeopleStep } from './people-step.tsx';
import { RoomsStep } from './rooms-step.tsx';
import css from './settings.module.css';
import { invite, offeredName, takeRole } from './use-accounts.ts';
import { displayOf, type Plan, problemOf, STEPS, type Step, usePlan } from './use-plan.ts';
import { VisitTypeRows } from './visit-type-rows.tsx';

/** [S9] An empty clinic takes shape: five short steps with sensible defaults, everything visible at the right. */
export default function SetUpScreen() {
  const t = useWords('settings');
  const { display } = useWho();
  const { plan, change, step, setStep, drop } = usePlan(display);
  const [opened, setOpened] = useState<{ clinic: string; links: readonly { name: string; url: string }[] }>();
  const [shownProblem, setShownProblem] = useState<Step>();
  const open = useOpening();
  const at = STEPS.indexOf(step);
  const problem = problemOf(plan, step);
  const next = async () => {
    if (problem) return setShownProblem(step);
    const following = STEPS[at + 1];
    if (following) return setStep(following);
    const made = await open.run(plan);
    if (!made) return;
    await drop();
    if (made.length > 0) setOpened({ clinic: plan.settings.clinic.name, links: made });
    else await askSession();
  };
  if (opened) return <Opened links={opened.links} name={opened.clinic} />;
  return (
    <Page
      title={t('set-up.title')}
      meta={<Text kind="quiet">{t('set-up.words')}</Text>}
      aside={
        <ClinicSketch
          clinic={plan.settings.clinic}
          rooms={plan.rooms}
          staff={[plan.owner, ...plan.people].map((one) => ({
            name: displayOf(one),
            role: t(`role.${one.role}`),
          }))}
          types={plan.settings.visitTypes}
        />
      }
      foot={
        <>
          <Text kind={problem && shownProblem === step ? 'warn' : 'small'}>
            {problem && shownProblem === step
              ? t(`set-up.problem.${problem}`)
              : t('set-up.step', { n: at + 1, of: STEPS.length })}
          </Text>
          <span style={{ display: 'flex', gap: 'var(--s2)' }}>
            {at > 0 && <Button onClick={() => setStep(STEPS[at - 1] ?? 'clinic')}>{t('set-up.back')}</Button>}
            <Button tone="primary" keys="ctrl+enter" busy={open.busy} onClick={() => void next()}>
              {at === STEPS.length - 1 ? t('set-up.open') : t('set-up.next')}
            </Button>
          </span>
        </>
      }
    >
      <Steps step={step} onStep={setStep} reached={at} />
      <Section title={t(`set-up.${step}`)} note={t(`set-up.${step}-note`)}>
        {step === 'clinic' && (
          <ClinicFields
            clinic={plan.settings.clinic}
            onChange={(clinic) => change({ settings: { ...plan.settings, clinic } })}
            errorAt={(field) =>
              shownProblem === step && problem === field ? t(`set-up.problem.${field}`) : undefined
            }
          />
        )}
        {step === 'rooms' && <RoomsStep rooms={plan.rooms} onChange={(rooms) => change({ rooms })} />}
        {step === 'people' && <PeopleStep owner={plan.owner} people={plan.people} onChange={change} />}
        {step === 'visits' && (
          <VisitTypeRows
            types={plan.settings.visitTypes}
            onChange={(visitTypes) => change({ settings: { ...plan.settings, visitTypes } })}
          />
        )}
        {step === 'limits' && (
          <LimitFields
            limits={plan.settings.limits}
            onChange={(limits) => change({ settings: { ...plan.settings, limits } })}
            errorAt={() => undefined}
          />
        )}
      </Section>
    </Page>
  );
}

/** Opens the clinic, then adds everybody and makes their invitations; answers the links. */
function useOpening() {
  const opening = useCommand(setUp);
  const staff = useCommand(saveStaff);
  const who = useWho();
  const [busy, setBusy] = useState(false);
  const run = async (plan: Plan): Promise<{ name: string; url: string }[] | undefined> => {
    setBusy(true);
    const answer = await opening.run({ settings: plan.settings, rooms: [...plan.rooms], owner: plan.owner });
    if (answer.ok && plan.owner.role !== 'manager')
      await takeRole(who.reference, plan.owner.role).catch(() => undefined);
    const links: { name: string; url: string }[] = [];
    const taken: string[] = [];
    for (const person of answer.ok
      ? plan.people.filter(({ given, family }) => given.trim() && family.trim())
      : []) {
      const added = await staff.run({ ...person, active: true });
      if (!added.ok) continue;
      const name = offeredName(person.given, person.family, taken);
      taken.push(name);
      const account = {
        name,
        display: displayOf(person),
        practitioner: `Practitioner/${added.result.practitioner}`,
        roles: [person.role],
      };
      const url = await invite(account).catch(() => undefined);
      if (url) links.push({ name: `${account.display} (${name})`, url });
    }
    setBusy(false);
    return answer.ok ? links : undefined;
  };
  return { run, busy };
}

function Steps({ step, onStep, reached }: { step: Step; onStep: (step: Step) => void; reached: number }) {
  const t = useWords('settings');
  return (
    <nav className={css.steps} aria-label={t('set-up.steps')}>
      {STEPS.map((one, at) => (
        <button
          key={one}
          type="button"
          className={css.step}
          aria-current={one === step ? 'step' : undefined}
          data-state={at < reached ? 'done' : undefined}
          disabled={at > reached}
          onClick={() => onStep(one)}
        >
          {t(`set-up.${one}`)}
        </button>
      ))}
    </nav>
  );
}

function Opened({ links, name }: { links: readonly { name: string; url: string }[]; name: string }) {
  const t = useWords('settings');
  const { go } = usePlace();
  const enter = async () => {
    await askSession();
    go('/');
  };
  return (
    <Page title={t('set-up.opened', { name })} width="form">
      <Section title={t('invitation.title', { count: links.length })}>
        <Text kind="quiet" as="p">
          {t('invitation.words')}
        </Text>
        <Links links={links} />
      </Section>
      <div>
        <Button tone="primary" keys="ctrl+enter" onClick={() => void enter()}>
          {t('set-up.enter')}
        </Button>
      </div>
    </Page>
  );
}
