import type { AccessModel, System, SystemId } from "../model/documents.ts";

/** A model whose systems are connected as the base says. */
export interface ConnectedAsBase {
  readonly model: AccessModel;
  /** The systems that the base does not have. */
  readonly added: ReadonlySet<SystemId>;
}

/** Returns the model with the connections of the base, so that a change cannot choose where a credential is sent. */
export function connectedAsBase(model: AccessModel, base: AccessModel | null): ConnectedAsBase {
  const known = base?.systems ?? new Map<SystemId, System>();
  const systems = [...model.systems.values()].map((system) => ({
    ...system,
    connection: known.get(system.id)?.connection ?? system.connection,
  }));
  return {
    model: { ...model, systems: new Map(systems.map((system) => [system.id, system])) },
    added: new Set(systems.map(({ id }) => id).filter((id) => !known.has(id))),
  };
}
