import type { Choice, SalesforceSettings } from '../org-settings.ts';

type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'reference'
  | 'datetime'
  | 'boolean'
  | 'email'
  | 'phone'
  | 'url';

/** A field as the org defines it; names are matched without regard to case, as the vendor does. */
export type FieldDef = {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where length has no meaning. */
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly required: boolean;
  readonly filterable: boolean;
  /** Can be written but not read back (`Comments` of Case). */
  readonly writeOnly: boolean;
  readonly custom: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly restricted: boolean;
  readonly choices: readonly Choice[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
};

export type ObjectDef = {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** The short word for this object in call and effect names. */
  readonly word: string;
  readonly fields: readonly FieldDef[];
  /** By lower-case name. */
  readonly byName: ReadonlyMap<string, FieldDef>;
  /** By lower-case relationship name. */
  readonly relationships: ReadonlyMap<string, FieldDef>;
};

export type Schema = {
  /** Without regard to case. */
  object(name: string): ObjectDef | undefined;
  readonly objects: readonly ObjectDef[];
};

const plain: Omit<FieldDef, 'name' | 'label' | 'type'> = {
  length: 0,
  createable: true,
  updateable: true,
  required: false,
  filterable: true,
  writeOnly: false,
  custom: false,
  externalId: false,
  unique: false,
  caseSensitive: false,
  restricted: false,
  choices: [],
  referenceTo: [],
  relationshipName: null,
};
const readOnly = { createable: false, updateable: false };

type Extra = Partial<Omit<FieldDef, 'name' | 'label' | 'type'>>;
const field = (name: string, label: string, type: FieldType, extra: Extra = {}): FieldDef => ({
  ...plain,
  name,
  label,
  type,
  ...extra,
});
const text = (name: string, label: string, length: number, extra: Extra = {}) =>
  field(name, label, 'string', { length, ...extra });
const reference = (name: string, label: string, referenceTo: readonly string[], extra: Extra = {}) =>
  field(name, label, 'reference', { length: 18, referenceTo, relationshipName: name.replace(/Id$/, ''), ...extra });

const systemFields: readonly FieldDef[] = [
  field('IsDeleted', 'Deleted', 'boolean', readOnly),
  field('CreatedDate', 'Created Date', 'datetime', readOnly),
  reference('CreatedById', 'Created By ID', ['User'], readOnly),
  field('LastModifiedDate', 'Last Modified Date', 'datetime', readOnly),
  reference('LastModifiedById', 'Last Modified By ID', ['User'], readOnly),
  field('SystemModstamp', 'System Modstamp', 'datetime', readOnly),
];

function define(
  names: Pick<ObjectDef, 'name' | 'label' | 'labelPlural' | 'keyPrefix' | 'word'>,
  own: readonly FieldDef[],
): ObjectDef {
  const fields = [field('Id', `${names.label} ID`, 'id', { ...readOnly, length: 18 }), ...own, ...systemFields];
  return {
    ...names,
    fields,
    byName: new Map(fields.map((one) => [one.name.toLowerCase(), one])),
    relationships: new Map(
      fields.flatMap((one) => (one.relationshipName === null ? [] : [[one.relationshipName.toLowerCase(), one]])),
    ),
  };
}

/** The objects of this org, as its user may see them. */
export function createSchema(settings: SalesforceSettings): Schema {
  const picklist = (name: keyof SalesforceSettings['picklists'], label: string) =>
    field(name, label, 'picklist', {
      length: 255,
      restricted: settings.restrictPicklists,
      choices: settings.picklists[name],
    });
  const key = settings.externalId;
  const caseFields: readonly FieldDef[] = [
    text('CaseNumber', 'Case Number', 30, readOnly),
    reference('AccountId', 'Account ID', ['Account']),
    reference('MasterRecordId', 'Master Record ID', ['Case'], readOnly),
    reference('ParentId', 'Parent Case ID', ['Case']),
    text('SuppliedName', 'Name', 80),
    field('SuppliedEmail', 'Email Address', 'email', { length: 80 }),
    field('SuppliedPhone', 'Phone', 'phone', { length: 40 }),
    text('SuppliedCompany', 'Company', 80),
    picklist('Type', 'Case Type'),
    picklist('Status', 'Status'),
    picklist('Reason', 'Case Reason'),
    picklist('Origin', 'Case Origin'),
    text('Subject', 'Subject', 255),
    picklist('Priority', 'Priority'),
    field('Description', 'Description', 'textarea', { length: 32_000, filterable: false }),
    field('IsClosed', 'Closed', 'boolean', readOnly),
    field('ClosedDate', 'Closed Date', 'datetime', readOnly),
    field('IsEscalated', 'Escalated', 'boolean'),
    reference('OwnerId', 'Owner ID', ['Group', 'User']),
    field('Comments', 'Internal Comments', 'textarea', { length: 4_000, filterable: false, writeOnly: true }),
    ...(key.visible
      ? [
          text(key.name, 'Trading Grid exception key', 255, {
            custom: true,
            externalId: true,
            unique: key.unique,
            caseSensitive: key.caseSensitive,
          }),
        ]
      : []),
    ...settings.customCaseFields.map(({ name, label, length, type = 'string', choices = [] }) =>
      field(name, label, type, { length, custom: true, choices, restricted: choices.length > 0 }),
    ),
  ]
    .map((one) => (settings.requiredCaseFields.includes(one.name) ? { ...one, required: true } : one))
    .map((one) => (settings.readOnlyCaseFields.includes(one.name) ? { ...one, ...readOnly } : one));

  const objects: readonly ObjectDef[] = [
    define({ name: 'Case', label: 'Case', labelPlural: 'Cases', keyPrefix: '500', word: 'case' }, caseFields),
    define({ name: 'Account', label: 'Account', labelPlural: 'Accounts', keyPrefix: '001', word: 'account' }, [
      text('Name', 'Account Name', 255, { required: true }),
      text('AccountNumber', 'Account Number', 40),
      text(settings.accountIdentifierField, 'Trading Grid partner identifiers', 255, { custom: true }),
      field('Phone', 'Account Phone', 'phone', { length: 40 }),
      field('Website', 'Website', 'url', { length: 255 }),
      text('Industry', 'Industry', 255),
      text('BillingCity', 'Billing City', 40),
      text('BillingCountry', 'Billing Country', 80),
      field('Description', 'Account Description', 'textarea', { length: 32_000, filterable: false }),
      reference('OwnerId', 'Owner ID', ['User']),
    ]),
    define({ name: 'User', label: 'User', labelPlural: 'Users', keyPrefix: '005', word: 'user' }, [
      text('Username', 'Username', 80, readOnly),
      text('Name', 'Full Name', 121, readOnly),
      text('FirstName', 'First Name', 40, readOnly),
      text('LastName', 'Last Name', 80, readOnly),
      field('Email', 'Email', 'email', { length: 128, ...readOnly }),
      field('IsActive', 'Active', 'boolean', readOnly),
    ]),
    define({ name: 'Group', label: 'Group', labelPlural: 'Groups', keyPrefix: '00G', word: 'group' }, [
      text('Name', 'Name', 40, readOnly),
      text('Type', 'Type', 40, readOnly),
    ]),
    define(
      { name: 'CaseComment', label: 'Case Comment', labelPlural: 'Case Comments', keyPrefix: '00a', word: 'comment' },
      [
        reference('ParentId', 'Parent ID', ['Case'], { required: true, updateable: false }),
        field('IsPublished', 'Published', 'boolean'),
        field('CommentBody', 'Body', 'textarea', { length: 4_000, filterable: false, updateable: false }),
      ],
    ),
  ];
  const byName = new Map(objects.map((one) => [one.name.toLowerCase(), one]));
  return { object: (name) => byName.get(name.toLowerCase()), objects };
}

/** Makes the objects what the settings say now; whoever holds an object sees the change. */
export function redefine(schema: Schema, settings: SalesforceSettings): void {
  const anew = createSchema(settings);
  for (const object of schema.objects) Object.assign(object, anew.object(object.name));
}
