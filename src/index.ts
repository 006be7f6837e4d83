export * from './access';
export * from './lifecycle';
export * from './repository';
