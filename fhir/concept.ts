import type { CodeableConcept } from './types.ts';

/** SNOMED CT's semantic tags: they tell terminologists of what kind a concept is, and readers nothing. */
const SEMANTIC_TAG =
  / \((?:finding|disorder|procedure|situation|regime\/therapy|event|observable entity|morphologic abnormality|substance|product|medicinal product|physical object|social concept|person|record artifact|organism|qualifier value)\)$/;

/** What a concept is called: its text, else a display, else its code; '' for none. Without SNOMED's tags of kind. */
export function wordsOf(concept: CodeableConcept | undefined): string {
  const display = concept?.coding?.find((coding) => coding.display)?.display;
  return (concept?.text ?? display ?? concept?.coding?.[0]?.code ?? '').replace(SEMANTIC_TAG, '');
}
