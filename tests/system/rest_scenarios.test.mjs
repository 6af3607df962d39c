import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { Server } from './lib/server.mjs';

let server;
let me;
before(async () => { server = await Server.start({ set: { 'limits.scenarios.count': 1000 } }); me = new Rest(server); });
after(() => server.stop());

test('there are at least ten scenarios, over all five categories', async () => {
  const scenarios = await me.scenarios();
  assert.ok(scenarios.length >= 10, `only ${scenarios.length}`);
  assert.deepEqual([...new Set(scenarios.map((s) => s.category))].sort(), ['billing', 'complaint', 'retention', 'sales', 'technical']);
});

test('filters combine with AND', async () => {
  const all = await me.scenarios();
  const { category, difficulty, industry } = all[0];
  const expected = all.filter((s) => s.category === category && s.difficulty === difficulty && s.industry === industry).map((s) => s.id).sort();
  const found = await me.scenarios(`category=${category}&difficulty=${difficulty}&industry=${industry}&limit=100`);
  assert.deepEqual(found.map((s) => s.id).sort(), expected);
});

test('pages follow each other without gaps or repeats, in an order that stays', async () => {
  const whole = (await me.scenarios()).map((s) => s.id);
  const paged = [];
  for (let offset = 0; ; offset += 3) {
    const { data } = await me.get(`/scenarios?limit=3&offset=${offset}`);
    assert.deepEqual({ ...data.pagination }, { total: whole.length, limit: 3, offset, hasMore: offset + 3 < whole.length });
    paged.push(...data.scenarios.map((s) => s.id));
    if (!data.pagination.hasMore) break;
  }
  assert.deepEqual(paged, whole);
});

test('a page beyond the end is empty', async () => {
  const { status, data } = await me.get('/scenarios?offset=5000');
  assert.equal(status, 200);
  assert.deepEqual([data.scenarios.length, data.pagination.hasMore], [0, false]);
});

test('sorting by name and by difficulty does', async () => {
  const names = (await me.scenarios('sort=name&limit=100')).map((s) => s.name);
  assert.deepEqual(names, [...names].sort());
  const order = ['beginner', 'intermediate', 'advanced', 'expert'];
  const difficulties = (await me.scenarios('sort=difficulty&limit=100')).map((s) => order.indexOf(s.difficulty));
  assert.deepEqual(difficulties, [...difficulties].sort((a, b) => a - b));
});

test('wrong query values are named', async () => {
  for (const [query, field] of [['category=nothing', 'category'], ['difficulty=hard', 'difficulty'], ['industry=x', 'industry'], ['limit=0', 'limit'],
    ['limit=101', 'limit'], ['limit=ten', 'limit'], ['offset=-1', 'offset'], ['sort=random', 'sort'], ['limit=99999999999999999999', 'limit']]) {
    const error = refused(await me.get(`/scenarios?${query}`), 400, 'VALIDATION_ERROR');
    assert.equal(error.details[0].field, field, query);
  }
});

test('every scenario has its details, and the articles it names exist', async () => {
  for (const { id, name } of await me.scenarios()) {
    const { status, data } = await me.get(`/scenarios/${id}`);
    assert.equal(status, 200);
    assert.deepEqual([data.scenario.id, data.scenario.name], [id, name]);
    for (const path of Object.values(data.scenario.companyInfo.resources)) {
      const article = await me.get(path);
      assert.equal(article.status, 200, path);
      assert.ok(article.data.body.length > 100, path);
    }
  }
});

test('the design\'s own scenario is what the design shows', async () => {
  const { data: { scenario } } = await me.get('/scenarios/scn_abc123');
  assert.equal(scenario.name, 'Angry Customer - Billing Dispute');
  assert.equal(scenario.customerProfile.accountNumber, 'ACC-789456');
  assert.equal(scenario.customerProfile.previousContacts, 2);
  assert.deepEqual(Object.keys(scenario.companyInfo.policies), ['refund', 'credit', 'retention']);
  assert.deepEqual(scenario.evaluationCriteria.required,
    ['Proper greeting with company name', 'Verify customer identity', 'Document the issue', 'Offer resolution']);
});

test('what does not exist is said so', async () => {
  refused(await me.get('/scenarios/scn_nothere'), 404, 'SCENARIO_NOT_FOUND');
  refused(await me.get('/scenarios/..%2f..%2fetc'), 404, 'SCENARIO_NOT_FOUND');
  refused(await me.get('/kb/no-such-article'), 404, 'NOT_FOUND');
  refused(await me.get('/scripts/..%2f..%2f..%2fetc%2fpasswd'), 404, 'NOT_FOUND');
});

test('stated preferences move what fits to the front', async () => {
  const trainee = new Rest(server);
  const wanted = (await trainee.scenarios()).at(-1);
  const { status, data } = await trainee.put('/me/preferences',
    { categories: [wanted.category], industries: [wanted.industry], difficulty: wanted.difficulty });
  assert.equal(status, 200);
  assert.deepEqual(data.preferences, { categories: [wanted.category], industries: [wanted.industry], difficulty: wanted.difficulty });
  const position = (await trainee.scenarios()).findIndex((s) => s.id === wanted.id);
  assert.ok(position < 3, `at place ${position + 1}`);
  assert.deepEqual((await trainee.get('/me')).data.preferences, data.preferences);
  refused(await trainee.put('/me/preferences', { categories: ['nothing'] }), 400, 'VALIDATION_ERROR');
  refused(await trainee.put('/me/preferences', { difficulty: 7 }), 400, 'VALIDATION_ERROR');
});
