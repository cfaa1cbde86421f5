import { wordsOf } from '#fhir/concept.ts';
import type { Condition, FamilyMemberHistory, Procedure, Stored } from '#fhir/types.ts';
import type { VisitPage } from './visit-page.contract.ts';

const unique = (names: readonly string[]): string[] => [...new Set(names.filter((name) => name !== ''))];

/** What the history section lists: problems, operations (each once, newest first) and the family. */
export function historiesPart(found: {
  problems: readonly Stored<Condition>[];
  procedures: readonly Stored<Procedure>[];
  family: readonly Stored<FamilyMemberHistory>[];
}): Omit<VisitPage['histories'], 'review'> {
  const problems = found.problems.filter(
    (one) =>
      !one.category?.some((category) =>
        category.coding?.some((coding) => coding.code === 'encounter-diagnosis'),
      ) || !one.encounter,
  );
  return {
    problems: unique((problems.length > 0 ? problems : found.problems).map((one) => wordsOf(one.code))),
    procedures: unique(found.procedures.map((one) => wordsOf(one.code))).slice(0, 12),
    family: found.family.map((one) => ({
      relation: one.relationship.coding?.[0]?.code ?? one.relationship.text ?? '',
      what: unique((one.condition ?? []).map((condition) => wordsOf(condition.code))).join(', '),
    })),
  };
}
