import type { Json } from '#shared/lib/json.ts';

import type { FieldDef, ObjectDef } from '../org/schema.ts';

/** The answer to `describe`: what a client needs to know of an object before it writes. */
export function describeObject(object: ObjectDef, version: string, mayCreate = true): Json {
  const url = `/services/data/${version}/sobjects/${object.name}`;
  return {
    ...summary(object, version),
    ...(mayCreate ? {} : { createable: false }),
    actionOverrides: [],
    childRelationships: [],
    fields: object.fields.map(describeField),
    namedLayoutInfos: [],
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: '012000000000000AAA',
        urls: {},
      },
    ],
    supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' }],
    urls: {
      sobject: url,
      describe: `${url}/describe`,
      rowTemplate: `${url}/{ID}`,
    },
  };
}

/** The short form, as in the list of all objects. */
export function summary(object: ObjectDef, version: string): { readonly [key: string]: Json } {
  const url = `/services/data/${version}/sobjects/${object.name}`;
  const createable = object.fields.some((field) => field.createable);
  return {
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    custom: false,
    createable,
    updateable: createable,
    deletable: createable,
    queryable: true,
    retrieveable: true,
    replicateable: true,
    searchable: true,
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

const soapTypes: Readonly<Record<FieldDef['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  datetime: 'xsd:dateTime',
  boolean: 'xsd:boolean',
  string: 'xsd:string',
  textarea: 'xsd:string',
  picklist: 'xsd:string',
  email: 'xsd:string',
  phone: 'xsd:string',
  url: 'xsd:string',
};

function describeField(field: FieldDef): Json {
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    soapType: soapTypes[field.type],
    length: field.length,
    byteLength: field.length * 3,
    custom: field.custom,
    createable: field.createable,
    updateable: field.updateable,
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    defaultedOnCreate: field.choices.some((choice) => choice.isDefault) || field.type === 'boolean',
    defaultValue: field.type === 'boolean' ? false : null,
    filterable: field.filterable && !field.writeOnly,
    sortable: field.filterable && !field.writeOnly,
    groupable: field.filterable && field.type !== 'datetime',
    externalId: field.externalId,
    idLookup: field.externalId || field.type === 'id',
    unique: field.unique,
    caseSensitive: field.caseSensitive,
    autoNumber: field.name === 'CaseNumber',
    calculated: false,
    restrictedPicklist: field.restricted,
    picklistValues: field.choices.map((choice) => ({
      active: choice.active !== false,
      defaultValue: choice.isDefault === true,
      label: choice.value,
      validFor: null,
      value: choice.value,
    })),
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    polymorphicForeignKey: field.referenceTo.length > 1,
    inlineHelpText: null,
  };
}
