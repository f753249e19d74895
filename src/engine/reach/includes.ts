import { ContextReader } from "../authorizer/request/context-reader.ts";
import { type RequestView, viewRequest } from "../authorizer/request/request-view.ts";
import type { AccessRequest } from "../authorizer/types.ts";
import { comparisonFits } from "./classes/comparisons.ts";
import { principalFits } from "./classes/principals.ts";
import { relationFits } from "./classes/relations.ts";
import { resourceKey } from "./classes/resources.ts";
import type { Cell, PrincipalSet, Product, Undecided, ValueSet } from "./types.ts";

/**
 * Whether a request is in a cell: in its product and in none of its exceptions. False for a request that the question of
 * the cell does not ask about, and for one that nobody can send.
 */
export function cellIncludes(cell: Cell | Undecided, request: AccessRequest): boolean {
  const view = viewRequest(request, false);
  if (view.malformed) return false;
  const asked = request.resourceAccount;
  return isIn(cell, view, asked) && !cell.except.some((exception) => isIn(exception, view, asked));
}

function isIn(product: Product, view: RequestView, resourceAccount: string | undefined): boolean {
  return (
    product.actions.some((action) => action.toLowerCase() === view.actionKey) &&
    isResourceIn(product, view.resource) &&
    isOwnerIn(product, view, resourceAccount) &&
    isPrincipalIn(product.principals, view) &&
    Object.entries(product.context).every(([key, values]) =>
      isValueIn(values, key, view.context),
    ) &&
    (product.relations ?? []).every((relation) => relationFits(relation, view))
  );
}

function isResourceIn({ resources, resourceSet }: Product, resource: string): boolean {
  if (!resourceSet) return resources.includes(resource);
  return isValueIn(resourceSet, resourceKey, new ContextReader({ [resourceKey]: resource }));
}

/** A question that says whose the resource is asks about no other owner; an ARN that names an account says it itself. */
function isOwnerIn(
  product: Product,
  view: RequestView,
  resourceAccount: string | undefined,
): boolean {
  if (product.resourceAccount === undefined) return true;
  const namesAccount =
    (view.resource.split(":")[4] ?? "") !== "" && view.resource.startsWith("arn:");
  return namesAccount || product.resourceAccount === resourceAccount;
}

function isPrincipalIn({ anyOf }: PrincipalSet, view: RequestView): boolean {
  return anyOf.some((tests) =>
    tests.every((test) =>
      principalFits(test, view.caller, ({ key, comparison }) =>
        comparisonFits(comparison, key, view.context),
      ),
    ),
  );
}

function isValueIn({ anyOf }: ValueSet, key: string, context: ContextReader): boolean {
  return anyOf.some((comparisons) =>
    comparisons.every((comparison) => comparisonFits(comparison, key, context)),
  );
}
