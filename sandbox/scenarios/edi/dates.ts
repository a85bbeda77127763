/** Dates as EDI writes them, in UTC. */
const digits = (at: number): string => new Date(at).toISOString().replaceAll(/\D/g, '');

/** `20261120` */
export const ymd = (at: number): string => digits(at).slice(0, 8);
/** `261120` */
export const yymmdd = (at: number): string => digits(at).slice(2, 8);
/** `0930` */
export const hhmm = (at: number): string => digits(at).slice(8, 12);
