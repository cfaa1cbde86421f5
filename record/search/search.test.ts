import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Scope } from '../record.ts';
import { TEST_ZONE, type TestDatabase, testDatabase } from '../testing/database.ts';
import { LOINC, sampleWrites } from '../testing/sample-record.ts';

const author = 'Practitioner/maria';
describe('a search', () => {
  let database: TestDatabase;

  const ids = async (type: string, query: string, scope?: Scope) => {
    const request = parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: TEST_ZONE });
    const page = await database.store.search(request, scope);
    return page.matches.map((entry) => entry.id);
  };
  const found = async (type: string, query: string, scope?: Scope) => (await ids(type, query, scope)).sort();
  const includes = async (type: string, query: string, scope?: Scope) => {
    const request = parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: TEST_ZONE });
    const page = await database.store.search(request, scope);
    return page.included.map((entry) => `${entry.type}/${entry.id}`).sort();
  };

  beforeAll(async () => {
    database = await testDatabase({ now: () => Date.parse('2026-03-10T12:00:00Z') });
    await database.store.commit({
      author,
      writes: sampleWrites,
    });
  });
  afterAll(() => database.close());

  it('finds names by their beginning, whatever the accents and the case', async () => {
    expect(await found('Patient', 'name=muller')).toEqual(['ana']);
    expect(await found('Patient', 'name=MÜL')).toEqual(['ana']);
    expect(await found('Patient', 'given=jose')).toEqual(['jose']);
    expect(await found('Patient', 'name=cruz')).toEqual(['jose']);
    expect(await found('Patient', 'name=ller')).toEqual([]);
    expect(await found('Patient', 'name:contains=ller')).toEqual(['ana']);
    expect(await found('Patient', 'family:exact=Müller')).toEqual(['ana']);
    expect(await found('Patient', 'family:exact=Muller')).toEqual([]);
    expect(await found('Patient', 'name=muller,abbott')).toEqual(['ana', 'zoe']);
    expect(await found('Patient', 'name=ana&name=muller')).toEqual(['ana']);
    expect(await found('Patient', 'name:contains=%25')).toEqual([]);
  });

  it('finds partial dates, and resources whose own date is partial', async () => {
    expect(await found('Patient', 'birthdate=1980-02')).toEqual(['ana']);
    expect(await found('Patient', 'birthdate=1980')).toEqual(['ana', 'jose']);
    expect(await found('Patient', 'birthdate=ge2000')).toEqual(['zoe']);
    expect(await found('Patient', 'birthdate=lt1980-02-14')).toEqual(['jose']);
    expect(await found('Patient', 'birthdate=gt1980-02-14')).toEqual(['jose', 'zoe']);
    expect(await found('Patient', 'birthdate=ne1980')).toEqual(['zoe']);
    expect(await found('Patient', 'birthdate=sa1980')).toEqual(['zoe']);
    expect(await found('Patient', 'birthdate=eb1981')).toEqual(['ana', 'jose']);
    expect(await found('Patient', 'birthdate:missing=true')).toEqual([]);
  });

  it('finds periods by both ends, and open ones', async () => {
    expect(await found('Encounter', 'date=ge2026-02-03')).toEqual(['open', 'visit']);
    expect(await found('Encounter', 'date=gt2026-02-03')).toEqual(['open']);
    expect(await found('Encounter', 'date=sa2026-02-03')).toEqual(['open']);
    expect(await found('Encounter', 'date=le2026-02-01')).toEqual(['visit']);
    expect(await found('Encounter', 'date=eb2026-02-05')).toEqual(['visit']);
    expect(await found('Encounter', 'date=2026-02')).toEqual([]);
    expect(await found('Encounter', 'date=ge2026-02-01&date=lt2026-02-28')).toEqual(['visit']);
  });

  it("counts a day in the clinic's zone", async () => {
    expect(await found('Observation', 'date=2026-03-03')).toEqual(['lb154']);
    expect(await found('Appointment', 'date=ge2026-03-02&date=lt2026-03-03')).toEqual(['a1']);
    expect(await found('Appointment', 'date=2026-03-02')).toEqual(['a1']);
    expect(await found('Observation', 'date=ap2026-03-02')).toContain('lb154');
  });

  it('finds tokens with and without their system, by words, and by what they are not', async () => {
    expect(await found('Observation', `code=${LOINC}|8867-4`)).toEqual(['pulse']);
    expect(await found('Observation', 'code=8867-4')).toEqual(['pulse']);
    expect(await found('Observation', 'code=|8867-4')).toEqual([]);
    expect(await found('Observation', `code=${LOINC}|`)).toHaveLength(5);
    expect(await found('Observation', 'code=8867-4,85354-9')).toEqual(['bp', 'pulse']);
    expect(await found('Observation', 'code:not=29463-7')).toEqual(['bp', 'pulse']);
    expect(await found('Observation', 'code:text=blood')).toEqual(['bp']);
    expect(await found('Patient', 'identifier=urn:mrn|100')).toEqual(['ana']);
    expect(await found('Patient', 'identifier=|300')).toEqual(['zoe']);
    expect(
      await found('Patient', 'identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|100'),
    ).toEqual(['ana']);
    expect(await found('Patient', 'active=true&gender=male')).toEqual(['jose']);
    expect(await found('Patient', 'active:missing=true')).toEqual(['zoe']);
    expect(await found('Patient', 'phone=555-010-2000')).toEqual(['jose']);
  });

  it('does not take 154 pounds for more than 100 kilograms', async () => {
    const ucum = 'http://unitsofmeasure.org';
    expect(await found('Observation', `value-quantity=gt100|${ucum}|kg`)).toEqual(['kg120']);
    expect(await found('Observation', `value-quantity=lt70|${ucum}|kg`)).toEqual(['lb154']);
    expect(
      await found('Observation', `value-quantity=gt69000|${ucum}|g&value-quantity=lt71000|${ucum}|g`),
    ).toEqual(['kg70', 'lb154']);
    expect(await found('Observation', 'value-quantity=120')).toEqual(['kg120', 'pulse']);
    expect(await found('Observation', 'value-quantity=ap118')).toEqual(['kg120', 'pulse']);
    expect(await found('RiskAssessment', 'probability=ge0.25')).toEqual(['risk']);
    expect(await found('RiskAssessment', 'probability=gt0.25')).toEqual([]);
  });

  it('asks both parts of a composite of the same value', async () => {
    expect(
      await found('Observation', `code-value-quantity=${LOINC}|29463-7$gt100|http://unitsofmeasure.org|kg`),
    ).toEqual(['kg120']);
    expect(await found('Observation', 'component-code-value-quantity=8480-6$gt140')).toEqual(['bp']);
    expect(await found('Observation', 'component-code-value-quantity=8462-4$gt140')).toEqual([]);
    expect(await found('Observation', 'combo-code-value-quantity=8462-4$lt90')).toEqual(['bp']);
  });

  it('follows references, chains and what refers back', async () => {
    expect(await found('Observation', 'patient=jose')).toEqual(['kg120']);
    expect(await found('Observation', 'subject=Patient/jose')).toEqual(['kg120']);
    expect(await found('Observation', 'encounter=visit')).toEqual(['kg70']);
    expect(await found('Appointment', 'patient=jose')).toEqual(['a2']);
    expect(await found('Appointment', 'actor=Patient/zoe')).toEqual(['a2']);
    expect(await found('Observation', 'subject:Patient.name=cruz')).toEqual(['kg120']);
    expect(await found('Observation', 'patient.general-practitioner:Practitioner.name=vega')).toHaveLength(4);
    expect(await found('Observation', 'encounter.service-provider.name=clinic')).toEqual(['kg70']);
    expect(await found('Observation', 'patient._id=jose')).toEqual(['kg120']);
    expect(await found('Patient', '_has:Observation:patient:code=8867-4')).toEqual(['ana']);
    expect(await found('Encounter', '_has:Observation:encounter:code=29463-7')).toEqual(['visit']);
    expect(await found('Patient', '_has:Encounter:patient:_has:Observation:encounter:code=29463-7')).toEqual([
      'ana',
    ]);
    expect(await found('Practitioner', '_has:Appointment:practitioner:date=2026-03-02')).toEqual(['vega']);
  });

  it("keeps to a patient's compartment, which holds more than what is about her", async () => {
    const inside = async (type: string, patient: string, query = '') => {
      const asked = new URLSearchParams(query);
      const request = parseSearch(type, asked, { handling: 'strict', zone: TEST_ZONE });
      const page = await database.store.search({ ...request, compartment: patient });
      return page.matches.map((entry) => entry.id).sort();
    };
    expect(await inside('Observation', 'jose')).toEqual(['kg120']);
    expect(await inside('Observation', 'ana', 'code=29463-7')).toEqual(['kg70', 'lb154']);
    // She is the second participant: the appointment is another's in the column, and hers too in the compartment.
    expect(await inside('Appointment', 'zoe')).toEqual(['a2']);
    expect(await inside('Appointment', 'jose')).toEqual(['a2']);
    expect(await inside('Patient', 'ana')).toEqual(['ana']);
    expect(await inside('Observation', 'nobody')).toEqual([]);
    expect(await inside('Practitioner', 'ana')).toEqual([]);
  });

  it('finds uris whole and by what they lie below', async () => {
    expect(await found('Questionnaire', 'url=https://medley.clinic/fhir/Questionnaire/phq-9')).toEqual([
      'phq',
    ]);
    expect(await found('Questionnaire', 'url:below=https://medley.clinic/fhir')).toEqual(['phq']);
    expect(await found('Questionnaire', 'url:below=https://medley.clinic/fh')).toEqual([]);
    expect(
      await found('Questionnaire', 'url:above=https://medley.clinic/fhir/Questionnaire/phq-9/x'),
    ).toEqual(['phq']);
  });

  it('knows ids and times of change', async () => {
    expect(await found('Patient', '_id=ana,zoe')).toEqual(['ana', 'zoe']);
    expect(await found('Patient', '_id=ana&name=zoe')).toEqual([]);
    expect(await found('Patient', '_lastUpdated=ge2026-03-10')).toHaveLength(3);
    expect(await found('Patient', '_lastUpdated=lt2026-03-10')).toEqual([]);
  });

  it('brings what is referred to, what refers, and goes on from there', async () => {
    expect(await includes('Observation', '_id=kg70&_include=Observation:subject')).toEqual(['Patient/ana']);
    expect(
      await includes(
        'Observation',
        '_id=kg70&_include=Observation:subject&_include:iterate=Patient:general-practitioner',
      ),
    ).toEqual(['Patient/ana', 'Practitioner/vega']);
    expect(await includes('Observation', '_id=kg70&_include=*')).toEqual(['Encounter/visit', 'Patient/ana']);
    expect(await includes('Appointment', 'date=2026-03-02&_include=Appointment:patient')).toEqual([
      'Patient/ana',
    ]);
    expect(await includes('Encounter', '_id=visit&_revinclude=Observation:encounter')).toEqual([
      'Observation/kg70',
    ]);
    expect(
      await includes('Patient', '_id=jose&_revinclude=Observation:patient&_revinclude=Encounter:patient'),
    ).toEqual(['Encounter/open', 'Observation/kg120']);
  });

  it('is sorted by any parameter in both directions, missing values last', async () => {
    expect(await ids('Patient', '_sort=family')).toEqual(['zoe', 'jose', 'ana']);
    expect(await ids('Patient', '_sort=-family')).toEqual(['ana', 'jose', 'zoe']);
    expect(await ids('Patient', '_sort=birthdate')).toEqual(['jose', 'ana', 'zoe']);
    expect(await ids('Patient', '_sort=-birthdate')).toEqual(['zoe', 'jose', 'ana']);
    expect(await ids('Patient', '_sort=gender')).toEqual(['ana', 'jose', 'zoe']);
    expect(await ids('Patient', '_sort=-gender')).toEqual(['jose', 'ana', 'zoe']);
    expect((await ids('Observation', '_sort=-date'))[0]).toBe('kg120');
    expect((await ids('Observation', 'patient=ana&_sort=-date'))[0]).toBe('lb154');
    expect(await ids('Observation', '_sort=code,-value-quantity')).toEqual(
      ['kg120', 'kg70', 'lb154', 'bp', 'pulse'].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    expect(await ids('Patient', '_sort=_id')).toEqual(['ana', 'jose', 'zoe']);
  });
  const order = ['lb154', 'kg120', 'kg70', 'bp', 'pulse'];

  it('counts, also without a page', async () => {
    const request = parseSearch('Observation', new URLSearchParams('code=29463-7&_count=1&_total=accurate'), {
      handling: 'strict',
      zone: TEST_ZONE,
    });
    const page = await database.store.search(request);
    expect(page).toMatchObject({ total: 3 });
    expect(page.matches).toHaveLength(1);
    const none = parseSearch('Observation', new URLSearchParams('_summary=count'), {
      handling: 'strict',
      zone: TEST_ZONE,
    });
    expect(await database.store.search(none)).toEqual({ matches: [], included: [], total: 5 });
  });

  it('shows nobody more than the scope, in no sub-query', async () => {
    const ana: Scope = { patient: 'ana' };
    expect(await found('Observation', '', ana)).toEqual(['bp', 'kg70', 'lb154', 'pulse']);
    expect(await found('Patient', '', ana)).toEqual(['ana']);
    expect(await found('Practitioner', '', ana)).toEqual(['vega']);
    expect(
      await found('Patient', '_has:Observation:patient:value-quantity=120', { patient: 'jose' }),
    ).toEqual(['jose']);
    expect(await found('Observation', 'patient.name=cruz', ana)).toEqual([]);
    const noPeople: Scope = { types: new Set(['Observation', 'Appointment']) };
    expect(await found('Patient', '', noPeople)).toEqual([]);
    expect(await found('Observation', 'patient.name=cruz', noPeople)).toEqual([]);
    expect(await includes('Observation', '_id=kg70&_include=*', noPeople)).toEqual([]);
    expect(await includes('Appointment', '_id=a2&_include=Appointment:patient', { patient: 'zoe' })).toEqual([
      'Patient/zoe',
    ]);
  });
});
