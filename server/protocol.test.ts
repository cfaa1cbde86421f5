import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notes } from '#capability/testing/notes-room.ts';
import { type Desk, TEST_PIN, type TestServer, testServer } from './testing/test-server.ts';

let server: TestServer;
let ma: Desk;
let patient: string;

beforeAll(async () => {
  server = await testServer({ rooms: [notes] });
  ma = await server.signIn('ma');
  const send = await server.machine();
  const made = await send({
    method: 'POST',
    url: '/fhir/Patient',
    payload: { resourceType: 'Patient', name: [{ family: 'Delgado' }] },
  });
  patient = made.json<{ id: string }>().id;
});
afterAll(() => server.close());

const wordsOf = async () =>
  (await ma.view('notes/flags-of', { patient })).json<{ data: { words: string[] } }>().data.words;

describe('a command', () => {
  it('is done and answers its result and the key that undoes it', async () => {
    const key = randomUUID();
    const answer = await ma.command('notes/raise-flag', { patient, words: 'latex' }, key);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ result: { flag: expect.any(String) }, undo: key });
    expect(await wordsOf()).toEqual(['latex']);
  });

  it('[K1] sent again with the same key is done once and answers the same', async () => {
    const key = randomUUID();
    const input = { patient, words: 'falls' };
    const answers = await Promise.all([1, 2, 3].map(() => ma.command('notes/raise-flag', input, key)));
    const again = await ma.command('notes/raise-flag', input, key);
    const results = [...answers, again].map(
      (answer) => answer.json<{ result: { flag: string } }>().result.flag,
    );
    expect(new Set(results).size).toBe(1);
    expect((await wordsOf()).filter((words) => words === 'falls')).toHaveLength(1);
  });

  it('says at which field the input is wrong', async () => {
    const answer = await ma.command('notes/raise-flag', { patient, words: '' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ issues: [{ at: 'words', message: expect.any(String) }] });
  });

  it('[K3] that would write what does not validate writes nothing and names the element', async () => {
    const before = await wordsOf();
    const answer = await ma.command('notes/raise-flag', { patient, words: 'wrong' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ issues: { at: string }[] }>().issues[0]?.at).toBe('Flag.status');
    expect(await wordsOf()).toEqual(before);
  });

  it('refuses with its code, field and facts', async () => {
    const send = await server.machine();
    const body = { resourceType: 'Patient', name: [{ family: 'Ash' }], deceasedBoolean: true };
    const dead = (await send({ method: 'POST', url: '/fhir/Patient', payload: body })).json<{ id: string }>()
      .id;
    const answer = await ma.command('notes/raise-flag', { patient: dead, words: 'x' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toEqual({ refused: 'patient-deceased', at: 'patient', facts: { id: dead } });
  });

  it('[K5] of another role is forbidden, with the reason', async () => {
    const answer = await ma.command('notes/sign-off', { patient });
    expect(answer.statusCode).toBe(403);
    expect(answer.json<{ reason: string }>().reason).toBe('task-not-yours');
  });

  it('about somebody who is not there is 404', async () => {
    expect((await ma.command('notes/raise-flag', { patient: randomUUID(), words: 'x' })).statusCode).toBe(
      404,
    );
  });

  it('[K2] that two people run at once on the same thing is done for both, one after the other', async () => {
    const made = await ma.command('notes/raise-flag', { patient, words: 'm' });
    const { flag } = made.json<{ result: { flag: string } }>().result;
    const answers = await Promise.all(
      [1, 2, 3].map(() => ma.command('notes/rename-flag', { flag, words: 'append' })),
    );
    const done = answers.filter(({ statusCode }) => statusCode === 200).length;
    const late = answers.filter(({ statusCode }) => statusCode === 409).length;
    expect(done + late).toBe(3);
    expect(done).toBeGreaterThanOrEqual(1);
    expect(await wordsOf()).toContain(`m${'+'.repeat(done)}`);
  });

  it('refuses a key that was used for another act', async () => {
    const key = randomUUID();
    const made = await ma.command('notes/raise-flag', { patient, words: 'k' }, key);
    const { flag } = made.json<{ result: { flag: string } }>().result;
    expect((await ma.command('notes/rename-flag', { flag, words: 'z' }, key)).statusCode).toBe(400);
  });
});

describe('undo', () => {
  it('takes a created thing away and puts a changed one back', async () => {
    const key = randomUUID();
    const made = await ma.command('notes/raise-flag', { patient, words: 'undo me' });
    const { flag } = made.json<{ result: { flag: string } }>().result;
    await ma.command('notes/rename-flag', { flag, words: 'changed' }, key);
    expect((await ma.send({ method: 'POST', url: '/api/undo', payload: { key } })).statusCode).toBe(200);
    expect(await wordsOf()).toContain('undo me');
    const undone = made.json<{ undo: string }>().undo;
    // The flag has moved on since it was made.
    const late = await ma.send({ method: 'POST', url: '/api/undo', payload: { key: undone } });
    expect(late.statusCode).toBe(422);
    expect(late.json<{ refused: string }>().refused).toBe('changed-since');
  });

  it('of a creation leaves a tombstone, and a second undo answers as the first', async () => {
    const made = await ma.command('notes/raise-flag', { patient, words: 'gone' });
    const { undo } = made.json<{ undo: string }>();
    const answers = [1, 2].map(() => ma.send({ method: 'POST', url: '/api/undo', payload: { key: undo } }));
    for (const answer of [await answers[0], await answers[1]])
      expect([200, 422]).toContain(answer?.statusCode);
    expect((await ma.send({ method: 'POST', url: '/api/undo', payload: { key: undo } })).statusCode).toBe(
      200,
    );
    expect(await wordsOf()).not.toContain('gone');
  });

  it('[K4] is not for somebody else', async () => {
    const made = await ma.command('notes/raise-flag', { patient, words: 'mine' });
    const nurse = await server.signIn('nurse');
    const answer = await nurse.send({
      method: 'POST',
      url: '/api/undo',
      payload: { key: made.json<{ undo: string }>().undo },
    });
    expect(answer.json<{ refused: string }>().refused).toBe('nothing-to-undo');
  });
});

describe('a draft', () => {
  const key = `notes/${randomUUID()}`;
  const put = (desk: Desk, payload: object) =>
    desk.send({ method: 'PUT', url: `/api/draft/${key}`, payload });

  it('keeps every field with who typed it and when', async () => {
    expect((await put(ma, { field: 'reason', value: 'cough', base: 0 })).json()).toEqual({ version: 1 });
    expect((await put(ma, { field: 'reason', value: 'cough, fever', base: 1 })).json()).toEqual({
      version: 2,
    });
    const open = await ma.send({ url: `/api/draft/${key}` });
    expect(open.json()).toEqual({
      fields: { reason: { value: 'cough, fever', version: 2, by: 'Desk of ma', at: expect.any(String) } },
      present: [],
    });
  });

  it('[K6] shows who else is there, and refuses to overwrite what the other typed', async () => {
    const nurse = await server.signIn('nurse');
    const seen = await nurse.send({ url: `/api/draft/${key}` });
    expect(seen.json<{ present: string[] }>().present).toEqual(['Desk of ma']);
    const clash = await put(nurse, { field: 'reason', value: 'mine', base: 1 });
    expect(clash.statusCode).toBe(409);
    expect(clash.json()).toEqual({ value: 'cough, fever', version: 2, by: 'Desk of ma' });
  });

  it('is closed to a role that performs nothing in the room', async () => {
    const biller = await server.signIn('biller');
    expect((await biller.send({ url: `/api/draft/${key}` })).statusCode).toBe(403);
  });

  it('is gone once it is discarded', async () => {
    expect((await ma.send({ method: 'DELETE', url: `/api/draft/${key}` })).statusCode).toBe(204);
    expect((await ma.send({ url: `/api/draft/${key}` })).json<{ fields: object }>().fields).toEqual({});
  });
});

describe('a session', () => {
  it('says who is signed in and where she lands', async () => {
    const answer = await ma.send({ url: '/api/session' });
    expect(answer.json()).toMatchObject({
      who: { display: 'Desk of ma', roles: ['ma'], owner: false, reference: 'Practitioner/staff-ma' },
      locked: false,
      clinic: { name: 'Test Clinic', zone: 'America/New_York' },
      home: '/board',
    });
  });

  it('locked answers nothing but its name, and opens again by PIN', async () => {
    const desk = await server.signIn('lead-ma');
    expect((await desk.send({ method: 'POST', url: '/api/session/lock' })).statusCode).toBe(204);
    expect((await desk.view('notes/flags-of', { patient })).statusCode).toBe(423);
    expect((await desk.send({ url: `/fhir/Patient/${patient}` })).statusCode).toBe(423);
    const wrong = await desk.send({ method: 'POST', url: '/api/session/unlock', payload: { pin: '0000' } });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json<{ refused: string }>().refused).toBe('wrong-pin');
    expect(
      (await desk.send({ method: 'POST', url: '/api/session/unlock', payload: { pin: TEST_PIN } }))
        .statusCode,
    ).toBe(200);
    expect((await desk.view('notes/flags-of', { patient })).statusCode).toBe(200);
  });

  it('[S11] turned to a patient answers her forms and nothing of the clinic, to whoever brings the cookie', async () => {
    const desk = await server.signIn('lead-ma');
    const turn = (to: string) =>
      desk.send({ method: 'POST', url: '/api/session/turn', payload: { patient: to } });
    expect((await turn(patient)).statusCode).toBe(204);
    expect((await turn(patient)).statusCode).toBe(204);
    expect((await turn('somebody-else')).statusCode).toBe(423);
    expect((await desk.view('notes/flags-of', { patient })).statusCode).toBe(423);
    expect((await desk.command('notes/raise-flag', { patient, words: 'x' })).statusCode).toBe(423);
    expect((await desk.view('no/such-view', { patient })).statusCode).toBe(423);
    expect((await desk.send({ url: `/fhir/Patient/${patient}` })).statusCode).toBe(423);
    expect((await desk.send({ method: 'POST', url: '/api/undo', payload: {} })).statusCode).toBe(423);
    expect((await desk.send({ method: 'POST', url: '/api/session/touch' })).statusCode).toBe(204);
    // Locked by idleness it stays turned until the PIN.
    expect((await desk.send({ method: 'POST', url: '/api/session/lock' })).statusCode).toBe(204);
    expect(
      (await desk.send({ method: 'POST', url: '/api/session/unlock', payload: { pin: TEST_PIN } }))
        .statusCode,
    ).toBe(200);
    expect((await desk.view('notes/flags-of', { patient })).statusCode).toBe(200);
  });

  it('hears of a hand that only reads', async () => {
    expect((await ma.send({ method: 'POST', url: '/api/session/touch' })).statusCode).toBe(204);
    expect((await server.send({ method: 'POST', url: '/api/session/touch' })).statusCode).toBe(401);
  });

  it('ends with sign-out', async () => {
    const desk = await server.signIn('nurse');
    expect((await desk.send({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(204);
    expect((await desk.send({ url: '/api/session' })).statusCode).toBe(401);
  });

  it('answers unknown names and wrong passwords alike', async () => {
    const tries = [
      { name: 'ma-desk', password: 'not this' },
      { name: 'nobody at all', password: 'not this' },
    ];
    const answers = await Promise.all(
      tries.map((payload) => server.send({ method: 'POST', url: '/api/session', payload })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
  });
});

describe('a forged request', () => {
  const payload = { key: randomUUID(), input: { patient: 'x', words: 'x' } };
  const url = '/api/command/notes/raise-flag';

  it('[S4] without the proof of the session is refused', async () => {
    const answer = await server.send({ method: 'POST', url, headers: { cookie: ma.cookie }, payload });
    expect(answer.statusCode).toBe(403);
    const guess = {
      cookie: ma.cookie,
      'x-medley-csrf': ma.csrf.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')),
    };
    expect((await server.send({ method: 'POST', url, headers: guess, payload })).statusCode).toBe(403);
  });

  it('with the proof of another session is refused', async () => {
    const nurse = await server.signIn('nurse');
    const headers = { cookie: ma.cookie, 'x-medley-csrf': nurse.csrf };
    expect((await server.send({ method: 'POST', url, headers, payload })).statusCode).toBe(403);
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('from another site is refused whatever it carries (%o)', async (headers) => {
    expect((await ma.send({ method: 'POST', url, headers, payload })).statusCode).toBe(403);
    expect(
      (
        await server.send({
          method: 'POST',
          url: '/api/session',
          headers,
          payload: { name: 'a', password: 'b' },
        })
      ).statusCode,
    ).toBe(403);
  });

  it('by an html form (which needs no preflight) is no JSON and refused', async () => {
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await ma.send({
        method: 'POST',
        url,
        headers: { 'content-type': type },
        payload: JSON.stringify(payload),
      });
      expect([400, 415]).toContain(answer.statusCode);
    }
  });

  it('without any session is 401, and a made-up cookie or token too', async () => {
    expect((await server.send({ method: 'POST', url, payload })).statusCode).toBe(401);
    expect(
      (await server.send({ method: 'POST', url, headers: { cookie: 'medley=made-up' }, payload })).statusCode,
    ).toBe(401);
    expect(
      (await server.send({ url: '/fhir/Patient', headers: { authorization: 'Bearer made-up' } })).statusCode,
    ).toBe(401);
  });
});

describe('every answer', () => {
  it('forbids inline script, framing and sniffing', async () => {
    const { headers } = await server.send({ url: '/healthz' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('a file', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const upload = (payload: Buffer, type: string) =>
    ma.send({ method: 'POST', url: '/api/file', headers: { 'content-type': type }, payload });

  it('comes back as it went in', async () => {
    const { binary } = (await upload(png, 'image/png')).json<{ binary: string }>();
    const answer = await ma.send({ url: `/api/file/${binary}` });
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['content-disposition']).toBe('inline');
    expect(answer.rawPayload.equals(png)).toBe(true);
  });

  it('that is sent for a patient belongs to her, and for nobody is refused', async () => {
    const id = randomUUID();
    await server.context.store.commit({
      writes: [{ kind: 'create', resource: { resourceType: 'Patient' }, id }],
      author: 'Device/medley',
    });
    const send = (patient: string) =>
      ma.send({
        method: 'POST',
        url: `/api/file?patient=${patient}`,
        headers: { 'content-type': 'image/png' },
        payload: png,
      });
    const { binary } = (await send(id)).json<{ binary: string }>();
    const stored = await server.context.store.read('Binary', binary);
    expect(JSON.parse(stored?.content ?? '')).toMatchObject({
      securityContext: { reference: `Patient/${id}` },
    });
    expect((await send('nobody')).statusCode).toBe(400);
  });

  it('is taken along as an attachment', async () => {
    const { binary } = (await upload(png, 'image/png')).json<{ binary: string }>();
    const answer = await ma.send({ url: `/api/file/${binary}?as=export` });
    expect(answer.headers['content-disposition']).toBe('attachment');
    expect(answer.headers['content-type']).toBe('image/png');
    expect((await ma.send({ url: `/api/file/${binary}?as=anything` })).statusCode).toBe(400);
  });

  it('that is not what it says it is is refused', async () => {
    expect((await upload(Buffer.from('<script>alert(1)</script>'), 'image/png')).statusCode).toBe(400);
    expect((await upload(Buffer.from('<svg/>'), 'image/svg+xml')).statusCode).toBe(400);
  });

  it('over 10 MB is 413', async () => {
    expect((await upload(Buffer.alloc(10 * 1024 * 1024 + 1), 'image/png')).statusCode).toBe(413);
  });
});
