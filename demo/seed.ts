/** Makes the demo clinic: place, people, patients, and a today. */
import { writeClinicFacts } from '#capability/clinic-facts.ts';
import { defaultSettings, settingRow } from '#clinic/settings/public.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { Write } from '#record/record.ts';
import type { ServerContext } from '#server/context.ts';
import { openImport } from '#server/import/open-import.ts';
import { demoTransform, SYNTHEA } from './patients.ts';
import { DEMO_CLINIC, DEMO_PASSWORD, DEMO_PEOPLE, DEMO_PIN } from './people.ts';
import { demoPlace, shownName } from './place.ts';
import { shiftTo } from './shift.ts';
import { seedToday } from './today.ts';

type Say = (text: string) => void;

/**
 * Seeds an empty clinic with the patients of a folder of Bundles; `say` is told of the progress in words for a terminal.
 * The clinic exists when it is complete.
 */
export async function seedDemo(context: ServerContext, say: Say, patients = SYNTHEA): Promise<void> {
  say(`Creating the demo clinic, ${DEMO_CLINIC.name} …`);
  await seedPlace(context);
  await seedPeople(context);
  await seedPatients(context, say, patients);
  say('  today: appointments, rooms, waiting patients');
  await seedToday(context);
  const { name, zone, state, phone, line, city, postalCode } = DEMO_CLINIC;
  // Last, so that an interrupted seeding is taken up again at the next start.
  await commit(
    context,
    [],
    [
      settingRow(
        { clinic: { id: context.config.clinic }, now: new Date(), who: { reference: 'Device/medley' } },
        { version: 1, settings: defaultSettings({ name, zone, state, phone, line, city, postalCode }) },
      ),
      writeClinicFacts({
        id: context.config.clinic,
        name,
        zone,
        state,
        demo: true,
      }),
    ],
  );
}

async function commit(
  context: ServerContext,
  writes: readonly Write[],
  statements: Parameters<ReturnType<ServerContext['gate']['for']>['commit']>[0]['statements'] = [],
): Promise<void> {
  await context.gate.for(context.gate.system('demo')).commit({ writes, statements });
}

async function seedPlace(context: ServerContext): Promise<void> {
  const place = demoPlace();
  const present = await context.store.readMany(
    place.map(({ resourceType, id }) => ({ type: resourceType, id })),
  );
  const known = new Set(present.map(({ type, id }) => `${type}/${id}`));
  const missing = place.filter(({ resourceType, id }) => !known.has(`${resourceType}/${id}`));
  await commit(
    context,
    missing.map((resource): Write => ({ kind: 'create', resource, id: resource.id })),
  );
}

async function seedPeople({ gate }: ServerContext): Promise<void> {
  const known = new Set((await gate.accounts.list()).map(({ name }) => name));
  const by = gate.system('demo');
  const missing = DEMO_PEOPLE.filter(({ account }) => !known.has(account));
  await Promise.all(
    missing.map(async (person) => {
      const made = await gate.accounts.create(by, {
        name: person.account,
        display: shownName(person),
        roles: [person.role],
        owner: person.owner ?? false,
        practitioner: `Practitioner/${person.id}`,
        language: person.language ?? 'en',
        password: DEMO_PASSWORD,
        pin: DEMO_PIN,
        demo: true,
      });
      if ('refused' in made)
        throw new Error(`The demo account ${person.account} was refused: ${made.refused}`);
    }),
  );
}

async function seedPatients(context: ServerContext, say: Say, folder: string): Promise<void> {
  const shift = shiftTo(Temporal.Now.plainDateISO(DEMO_CLINIC.zone), DEMO_CLINIC.zone);
  let told = 0;
  const report = await openImport(context, 'demo', demoTransform(shift)).run(
    folder,
    ({ filesDone, filesTotal, resources }) => {
      const step = Math.floor((filesDone / filesTotal) * 5);
      if (step <= told) return;
      told = step;
      say(`  patients: ${filesDone} of ${filesTotal} files, ${resources.toLocaleString('en-US')} resources`);
    },
  );
  const wrong = report.refused.filter(({ findings }) =>
    findings.some(({ severity }) => severity === 'error'),
  );
  say(
    `  patients: ${report.created.toLocaleString('en-US')} resources in ${report.seconds.toFixed(0)} s${wrong.length > 0 ? `, ${wrong.length} refused` : ''}`,
  );
}
