/** What people call a connection: `Acme CRM` for `crm`. `connector` helps where the connection is no more. */
export type ConnectionName = (id: string, connector?: string) => string;
