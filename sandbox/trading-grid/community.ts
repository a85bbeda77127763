import { createRandom } from '../lib/random.ts';
import type { Route, SandboxRequest, SandboxResponse } from '../lib/route.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { fault, type Tokens } from './tokens.ts';

const base = '/TGCommunityServices/v1/companies/:companyId';

/**
 * Community Management, read-only. OpenText shows the calls and their parameters; the bodies of the answers are not
 * published, so the ones here are a plausible shape and nothing more.
 */
export function communityRoutes(scenario: Scenario, tokens: Tokens): readonly Route[] {
  const { company, partners } = scenario;
  const users = people(scenario.seed);
  const route = (operation: string, path: string, answer: (request: SandboxRequest) => SandboxResponse): Route => ({
    operation: `trading-grid.${operation}`,
    method: 'GET',
    path,
    vendorFaults: ['token-expired', 'null-record', 'error-body'],
    handle: (request) => {
      const checked = tokens.check(request);
      if ('refused' in checked) return checked.refused;
      if ((request.params.companyId ?? company.id) !== company.id)
        return fault(404, 'Company not found', 'community.CompanyNotFound');
      // An error that comes with status 200, as some gateways and portals send it.
      if (request.fault?.name === 'error-body')
        return { status: 200, json: { errors: [{ message: 'Try again later' }], partners: [] } };
      return request.fault?.name === 'null-record' ? withNull(answer(request)) : answer(request);
    },
  });
  const findUser = (request: SandboxRequest) =>
    users.find(({ userId, loginId }) => userId === request.params.user || loginId === request.params.user);
  const noUser = fault(404, 'User not found', 'community.UserNotFound');

  return [
    route('company.get', base, () => ({
      status: 200,
      json: { companyId: company.id, companyName: company.name, status: 'Active', tradingAddresses: company.addresses },
    })),
    route('partners.list', `${base}/partnerDirectory`, ({ query }) => {
      const id = query.get('partnerCompanyId');
      const name = query.get('partnerCompanyName');
      const address = query.get('tradingAddress');
      return {
        status: 200,
        json: {
          partners: partners
            .map((partner) => ({
              partnerCompanyId: partner.companyId,
              partnerCompanyName: partner.name,
              tradingAddresses: [partner.x12, partner.edifact].filter((each) => each !== null),
              contacts: [
                { name: partner.contact.name, email: partner.contact.email, phoneNumber: partner.contact.phone },
              ],
            }))
            .filter(
              (partner) =>
                (id === null || partner.partnerCompanyId === id) &&
                (name === null || partner.partnerCompanyName.toLowerCase() === name.toLowerCase()) &&
                (address === null || partner.tradingAddresses.includes(address)),
            ),
        },
      };
    }),
    route('users.list', `${base}/users`, ({ query }) => {
      const loginId = query.get('loginId');
      return {
        status: 200,
        json: { users: users.filter((user) => loginId === null || user.loginId === loginId) },
      };
    }),
    route('users.get', `${base}/users/:user`, (request) => {
      const user = findUser(request);
      return user === undefined ? noUser : { status: 200, json: user };
    }),
    route('users.roles', `${base}/users/:user/roles`, (request) => {
      const user = findUser(request);
      return user === undefined
        ? noUser
        : { status: 200, json: rolesOf(user.loginId).map((roleName) => ({ roleName })) };
    }),
    route('company.entitlements', `${base}/entitlements`, () => ({ status: 200, json: { entitlements } })),
    route('users.entitlements', '/TGCommunityServices/v1/users/:user/entitlements', (request) =>
      findUser(request) === undefined ? noUser : { status: 200, json: { entitlements } },
    ),
  ];
}

/** The first record of each list as null. */
function withNull(answer: SandboxResponse): SandboxResponse {
  if (!('json' in answer) || answer.json === null || typeof answer.json !== 'object') return answer;
  const json = Object.fromEntries(
    Object.entries(answer.json).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((item: unknown, at) => (at === 0 ? null : item)) : value,
    ]),
  );
  return { ...answer, json };
}

const entitlements = [{ name: 'Lens' }, { name: 'Community Management' }];
const names = ['Mara Lindqvist', 'Devon Achebe', 'Sofia Carrera', 'Jonas Weber', 'Amira Haddad', 'Nils Bergstrom'];

function people(seed: number) {
  const random = createRandom(`${seed}/trading-grid/users`);
  return names.map((name, at) => {
    const [firstName = '', lastName = ''] = name.split(' ');
    return {
      userId: String(7_100_000 + random.int(1, 90_000) * 10 + at),
      loginId: `${firstName}.${lastName}`.toLowerCase(),
      email: `${firstName}.${lastName}@harrowvale.example`.toLowerCase(),
      firstName,
      lastName,
      type: 'Web',
    };
  });
}

function rolesOf(loginId: string): readonly string[] {
  return loginId === 'mara.lindqvist' ? ['Lens Standard Role', 'Partner Admin'] : ['Lens Standard Role'];
}
