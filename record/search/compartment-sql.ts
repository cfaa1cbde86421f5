import { compartmentParams } from '#fhir/search/compartment.ts';
import { key64 } from '../key.ts';
import { idCondition, type Subject } from './filter-sql.ts';
import { anyOf, type Sql } from './sql.ts';
import { marks } from './token-keys.ts';

/**
 * In the compartment of a patient, by the parameters of the official CompartmentDefinition: all of them, where the
 * column `patient` holds the one whom a resource is about. A Patient is in her own.
 */
export function compartmentCondition(sql: Sql, subject: Subject, patient: string): string {
  const { alias, type } = subject;
  const keys = compartmentParams(type).map((code) =>
    key64(marks.reference(`${type}.${code}`, `Patient/${patient}`)),
  );
  return anyOf([
    ...(keys.length > 0 ? [`${alias}.tokens && ${sql.bigints(keys)}`] : []),
    ...(type === 'Patient' ? [idCondition(sql, subject, [patient])] : []),
  ]);
}
