import { type Command, InvalidArgumentError } from 'commander';
import { type Due, dueOn } from '#gate/audit/due.ts';
import { type RetentionRule, rulesOn } from '#gate/audit/retention.ts';
import { DEFAULT_CONFIG } from '#server/config.ts';
import { atTerminal, type ClinicOptions, DATA_OPTION, withClinic } from './open-clinic.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const day = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('A day is written like 2036-11-24.');
  return text;
};

interface RetentionCommand extends ClinicOptions {
  readonly on?: string;
  readonly state?: string;
  readonly list?: true;
  readonly json?: true;
}

/** `medley retention`: what is kept how long and why, and what would fall due. Nothing is deleted. */
export function retentionCommand(program: Command): void {
  program
    .command('retention')
    .description('print what is kept how long and why, and what would fall due on a day; nothing is deleted')
    .option('--on <day>', 'as of this day, e.g. 2036-11-24 (usual: today)', day)
    .option('--state <code>', 'the clinic’s state, e.g. MA: its own rules are added')
    .option('--list', 'print the ids of the patients whose records fall due')
    .option('--json', 'print everything as JSON')
    .option(...DATA_OPTION)
    .action(atTerminal(run));
}

async function run({ on, state, list, json, ...options }: RetentionCommand): Promise<void> {
  const date = on ?? new Date().toISOString().slice(0, 10);
  const rules = rulesOn(date, state?.toUpperCase());
  const due = await withClinic(options, async ({ pool, gate, by }) => {
    const found = await dueOn(pool, { clinic: DEFAULT_CONFIG.clinic, day: date, rules });
    const shown = list || json ? found.patients.map(({ id }) => id) : [];
    await gate.audit.noteOf(by, {
      action: 'search',
      type: 'Patient',
      operation: 'retention',
      outcome: 'success',
      patients: shown,
    });
    return found;
  });
  if (json) return say(JSON.stringify({ on: date, rules, ...due, tables: undefined }, null, 2));
  for (const rule of rules) sayRule(rule);
  sayDue(due, date);
  if (list)
    for (const { id, lastEntry, due: from } of due.patients)
      say(`  Patient/${id}  last entry ${lastEntry}, due ${from}`);
}

function sayRule({ what, tables, keep, untilAge, citation, effectiveFrom, confidence }: RetentionRule): void {
  const FROM = {
    written: 'written',
    'last-entry': 'the last entry',
    'last-in-effect': 'it was last in effect',
  };
  const years = keep.kind === 'years' ? `${keep.years} years after ${FROM[keep.from]}` : keep.words;
  say(`${what}: ${years}${untilAge ? `, and until the age of ${untilAge}` : ''}`);
  say(`  ${citation} (since ${effectiveFrom}${confidence === 'M' ? '; confirm with your state' : ''})`);
  say(`  ${tables.join(', ')}`);
}

function sayDue({ patients, patientsInAll, auditRows }: Due, date: string): void {
  say('');
  say(`On ${date} would fall due:`);
  say(`  ${patients.length} of ${patientsInAll} patients’ records`);
  say(`  ${auditRows} rows of the audit trail`);
  say('Nothing was deleted: Medley keeps records and trail until a person decides otherwise.');
}
