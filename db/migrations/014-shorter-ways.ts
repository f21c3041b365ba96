import { sql, type QueryExecutorProvider } from 'kysely'

/**
 * A standard policy that weighs the way more, and where the boards that took the standard go on with it. Who has chosen a
 * version keeps it, an earlier one of the standard too. The audit of a board's engine tells of the hourly limit.
 */
export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const standardPolicyId = '5c0e0000-0000-4000-8000-000000000001'

/** Frozen as every version is: the product's default may change after it. Decision 020 has the figures. */
const standardPolicy = {
  rules: { wishes: true, region: true, 'max-travel': false, 'in-time': false },
  maxTravelMinutes: 90,
  objectives: [
    {
      name: 'travel',
      weight: 50,
      curve: [
        { at: 0, grade: 1 },
        { at: 30, grade: 0.4 },
        { at: 60, grade: 0 },
      ],
    },
    {
      name: 'load',
      weight: 8,
      curve: [
        { at: 0, grade: 1 },
        { at: 100, grade: 0 },
      ],
    },
    {
      name: 'rating',
      weight: 10,
      curve: [
        { at: 3, grade: 0 },
        { at: 4.5, grade: 0.7 },
        { at: 5, grade: 1 },
      ],
    },
    {
      name: 'slack',
      weight: 15,
      curve: [
        { at: -30, grade: 0 },
        { at: 0, grade: 0.3 },
        { at: 60, grade: 1 },
      ],
    },
    {
      name: 'skill-fit',
      weight: 5,
      curve: [
        { at: 0, grade: 1 },
        { at: 3, grade: 0.4 },
      ],
    },
    {
      name: 'familiarity',
      weight: 5,
      curve: [
        { at: 0, grade: 0.3 },
        { at: 1, grade: 0.8 },
        { at: 3, grade: 1 },
      ],
    },
    {
      name: 'fairness',
      weight: 2,
      curve: [
        { at: 50, grade: 1 },
        { at: 100, grade: 0.6 },
        { at: 200, grade: 0 },
      ],
    },
    {
      name: 'stability',
      weight: 10,
      curve: [
        { at: 0, grade: 0 },
        { at: 1, grade: 1 },
      ],
    },
  ],
  ratingPrior: { stars: 4.5, votes: 10 },
  automatic: { floor: 50, lead: 2 },
}

const paidan = { kind: 'engine', id: '5c0e0000-0000-4000-8000-000000000002', name: 'Paidan' }

const statements = [
  // Null in lines from before, and in those about policies.
  `alter table board_dispatch_change add column hourly_limit int`,
  // The version that scores where nobody has chosen; null for every other policy.
  `alter table policy add column standard_number int`,
  // An administrator may have published versions of it since: ours comes behind them.
  `insert into policy_version (policy_id, number, body, note)
    select policy_id, max(number) + 1, '${JSON.stringify(standardPolicy)}', '路程更短' from policy_version
    where policy_id = '${standardPolicyId}' group by policy_id`,
  `update policy set standard_number = (select max(number) from policy_version where policy_id = policy.id)
    where id = '${standardPolicyId}'`,
  // A board has a line as soon as its engine is switched on. Nobody has chosen the version of those that nobody put in force.
  `with moved as (
    update board_dispatch d set policy_number = p.standard_number
    from policy p
    where p.id = '${standardPolicyId}' and d.policy_id = p.id and d.policy_number = 1
      and not exists (
        select from board_dispatch_change c
        where c.board_id = d.board_id and c.hand_out is null and (c.policy_id <> d.policy_id or c.policy_number <> 1))
    returning d.*
  )
  insert into board_dispatch_change (board_id, policy_id, policy_number, mode, changed_by, changed_at)
    select board_id, policy_id, policy_number, mode, '${JSON.stringify(paidan)}', now() from moved`,
]
