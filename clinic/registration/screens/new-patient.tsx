import { useEffect } from 'react';
import { Button } from '#ui/button.tsx';
import { Stack, Text } from '#ui/layout.tsx';
import { Link } from '#ui/link.tsx';
import { Page } from '#ui/page.tsx';
import { Skeleton } from '#ui/state.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useDraft } from '#ui/use-draft.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { createPatient } from '../commands/create-patient.contract.ts';
import { spokenPhone } from '../rules/phone.ts';
import { EMPTY_PROFILE, type Profile } from '../rules/profile.ts';
import { readQuery } from '../rules/read-query.ts';
import { type FoundPatient, findPatient } from '../views/find-patient.contract.ts';
import css from './person-form.module.css';
import { PersonForm } from './person-form.tsx';
import { fieldErrors, GeneralIssue, SaveRefusal, toFirstError, useSure } from './save-refusal.tsx';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The form begun with what was typed into the box. */
function begunWith(typed: string, thisYear: number): Partial<Profile> {
  const query = readQuery(typed, thisYear);
  const [given, ...family] = query.spelled ?? [];
  return {
    ...(given ? { given: capital(given) } : {}),
    ...(family.length > 0 ? { family: family.map(capital).join(' ') } : {}),
    ...(query.dates[0] ? { birthDate: query.dates[0] } : {}),
    ...(query.phone ? { phone: spokenPhone(`+1${query.phone}`) } : {}),
  };
}

/** A new patient; who is here already is shown while typing. What was begun and left is there when one comes back. */
export function NewPatient({ typed, onClose }: { typed: string; onClose: () => void }) {
  const t = useWords('registration');
  const { today } = useFormat();
  const { go } = usePlace();
  const who = useWho().reference.split('/')[1] ?? 'somebody';
  const draft = useDraft(`registration/new/${who}`);
  const create = useCommand(createPatient, { quiet: true });
  const sure = useSure(create.refusal);
  const { loaded } = draft;
  const value: Profile = { ...EMPTY_PROFILE, ...draft.values };
  const begin = (from: Partial<Profile>) => {
    for (const [field, said] of Object.entries(from)) draft.set(field, said);
  };
  // Once, when the server has said what was begun before.
  useEffect(() => {
    if (loaded && Object.keys(draft.values).length === 0)
      begin(begunWith(typed, Number(today().slice(0, 4))));
  }, [loaded]);
  if (!loaded) return <Skeleton lines={8} />;
  const save = async () => {
    const answer = await create.run({ ...value, race: [...value.race], ...sure.said });
    if (!answer.ok) return toFirstError();
    await draft.flush();
    await draft.drop();
    go('/patients/$patient/profile', { patient: answer.result.patient });
  };
  const begun = Object.keys(draft.values).length > 0;
  return (
    <Page
      title={t('new-patient')}
      actions={
        <Button tone="quiet" onClick={onClose}>
          {t('back-to-search')}
        </Button>
      }
      foot={
        <>
          {begun ? (
            <Button tone="quiet" onClick={() => void draft.drop()}>
              {t('start-over')}
            </Button>
          ) : (
            <span />
          )}
          <Button
            tone="primary"
            keys="ctrl+enter"
            onClick={() => void save()}
            busy={create.state === 'saving'}
          >
            {t('create')}
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        <PersonForm
          value={value}
          set={draft.set}
          errorAt={fieldErrors(create, { value, t })}
          patient=""
          autoFocus
        >
          <AlreadyHere value={value} />
          <SaveRefusal refusal={create.refusal} sure={sure} errorAt={create.errorAt} />
        </PersonForm>
        <GeneralIssue issues={create.issues} />
      </Stack>
    </Page>
  );
}

/** [R5] Everybody who could be this person already: by name, and by family name and birth date. */
function AlreadyHere({ value }: { value: Profile }) {
  const t = useWords('registration');
  const { date, age } = useFormat();
  const { given, family, birthDate, phone } = value;
  const ask = (query: string, enabled: boolean) => ({ input: { query, limit: 5 }, enabled });
  const byName = ask(`${given} ${family}`.trim(), given.length > 1 && family.length > 1);
  const byDate = ask(`${family} ${birthDate}`, family.length > 1 && birthDate !== '');
  const byPhone = ask(phone, phone.replace(/\D/g, '').length >= 10);
  const views = [
    useView(findPatient, byName.input, { enabled: byName.enabled, keep: true }),
    useView(findPatient, byDate.input, { enabled: byDate.enabled, keep: true }),
    useView(findPatient, byPhone.input, { enabled: byPhone.enabled, keep: true }),
  ];
  const asked = [byName, byDate, byPhone];
  const found = new Map<string, FoundPatient>(
    views.flatMap(({ data }, at) =>
      asked[at]?.enabled ? (data?.matches ?? []).map((one) => [one.id, one] as const) : [],
    ),
  );
  if (found.size === 0) return null;
  return (
    <div role="status" className={css.here}>
      <Text kind="warn" as="p">
        {t('already-here')}
      </Text>
      {[...found.values()].slice(0, 5).map((one) => (
        <div key={one.id} className={css.hereRow}>
          <Link to="/patients/$patient/profile" params={{ patient: one.id }}>
            {one.name}
          </Link>
          <Text kind="quiet">
            {[
              date(one.birthDate),
              age(one.birthDate),
              one.sex && t(`sex.${one.sex}`),
              one.mrn,
              one.phoneEnd && t('phone-end', { end: one.phoneEnd }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      ))}
    </div>
  );
}
