import { Button } from '#ui/button.tsx';
import { Row, Stack, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Saved } from '#ui/saved.tsx';
import { Loaded } from '#ui/state.tsx';
import { expected, useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { usePlace } from '#ui/use-place.ts';
import { staleView, useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { updatePatient } from '../commands/update-patient.contract.ts';
import type { ProfileField } from '../rules/profile.ts';
import { type CheckInPage, checkInPage } from '../views/check-in-page.contract.ts';
import { type ProfilePage, profile } from '../views/profile.contract.ts';
import { Coverages } from './coverages.tsx';
import { Forms } from './forms.tsx';
import { PersonForm } from './person-form.tsx';
import { fieldErrors, GeneralIssue, SaveRefusal, toFirstError, useSure } from './save-refusal.tsx';
import { useProfileEdit } from './use-profile-edit.ts';

/** Who the patient is, how she is reached, how she is insured, what she signed. */
export default function ProfileScreen() {
  const { params } = usePlace();
  const patient = params.patient ?? '';
  const person = useView(profile, { patient });
  const more = useView(checkInPage, { patient });
  return (
    <Loaded view={person}>
      {(page) => (
        <Loaded view={more}>{(rest) => <Profile key={page.patient} page={page} rest={rest} />}</Loaded>
      )}
    </Loaded>
  );
}

/** To the first field of which two values stand side by side. */
function showClash(): void {
  const clash = document.querySelector<HTMLElement>('[data-clash]');
  clash?.scrollIntoView({ block: 'center' });
  clash?.querySelector('button')?.focus();
}

function Profile({ page, rest }: { page: ProfilePage; rest: CheckInPage }) {
  const t = useWords('registration');
  const { date } = useFormat();
  const edit = useProfileEdit(page);
  const save = useCommand(updatePatient, {
    quiet: true,
    expect: ({ now }) => [
      expected(profile, { patient: page.patient }, (before) => ({
        ...before,
        profile: { ...before.profile, ...(now as ProfilePage['profile']) },
      })),
    ],
  });
  const sure = useSure(save.refusal);
  const last = rest.fields.find(({ field }) => field === 'address');
  const submit = async () => {
    const { patient } = page;
    const { was, now, version } = edit;
    const answer = await save.run({
      patient,
      version,
      was: was as never,
      now: now as never,
      ...sure.said,
    });
    if (answer.ok) await edit.drop();
    // What somebody else wrote is shown beside what was typed, also where no event told of it.
    else if (answer.refusal?.code === 'changed-by-other') void staleView(profile);
    else toFirstError();
  };
  return (
    <Page
      title={t('profile')}
      titleHidden
      tab=""
      foot={
        <>
          <Text kind={edit.clashes > 0 ? 'warn' : 'quiet'}>
            {edit.clashes > 0
              ? t('clashes', { count: edit.clashes })
              : edit.count > 0
                ? t('unsaved', { count: edit.count })
                : last?.on
                  ? t('verified', { date: date(last.on), who: last.by })
                  : t('never-verified')}
          </Text>
          <Row gap={3}>
            {edit.clashes > 0 && <Button onClick={showClash}>{t('clashes.show')}</Button>}
            {edit.state === 'failed' && <Saved state="failed" />}
            {edit.count > 0 && (
              <Button tone="quiet" onClick={() => void edit.drop()}>
                {t('discard')}
              </Button>
            )}
            <Button
              tone="primary"
              keys="ctrl+enter"
              disabled={edit.count === 0 || edit.clashes > 0}
              why={t(edit.clashes > 0 ? 'clashes.first' : 'unchanged.all')}
              busy={save.state === 'saving'}
              onClick={() => void submit()}
            >
              {t('save')}
            </Button>
          </Row>
        </>
      }
    >
      <Stack gap={8}>
        <PersonForm
          value={edit.value}
          set={edit.set}
          patient={page.patient}
          errorAt={fieldErrors(save, { value: edit.value, t })}
          clash={(field: ProfileField) => {
            const clash = edit.clash(field);
            const refused = save.refusal?.at === field ? String(save.refusal.facts.who ?? '') : '';
            return clash && { ...clash, by: refused || clash.by || t('somebody') };
          }}
          resolve={edit.resolve}
        >
          <SaveRefusal refusal={save.refusal} sure={sure} errorAt={save.errorAt} />
        </PersonForm>
        <GeneralIssue issues={save.issues} />
        <Coverages page={rest} />
        <Forms page={rest} />
      </Stack>
    </Page>
  );
}
