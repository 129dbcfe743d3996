"""Telling the processor early which place of an array will be read: on large networks waiting is most of the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FILTER", "NEAR", "SOON", "prefetch"]

# How many places ahead the start of a row is asked for, and how many ahead what stands there.
SOON = 32
NEAR = 16

# Places of a filter that stays in the fastest memory: who is not marked in it need not be looked up at all.
FILTER = 4096


def _no_prefetch(array: NDArray[Any], index: int) -> None:
    """Do nothing: plain Python has no use for it."""


def _build(_context: Any, array: Any, index: Any) -> Any:
    """Type the call, and give what writes its instruction."""
    from llvmlite import ir  # type: ignore[import-untyped]

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind, whole = signature.args
        filled = context.make_array(kind)(context, builder, arguments[0])
        at = context.cast(builder, arguments[1], whole, types.intp)
        place = cgutils.get_item_pointer(context, builder, kind, filled, [at])  # type: ignore[no-untyped-call]
        pointer = builder.bitcast(place, ir.PointerType(ir.IntType(8)))
        number = ir.IntType(32)
        instruction = builder.module.declare_intrinsic(
            "llvm.prefetch",
            [pointer.type],
            ir.FunctionType(ir.VoidType(), [pointer.type, number, number, number]),
        )
        # To be read, to be kept as near as can be, and data.
        builder.call(instruction, [pointer, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, index), codegen


# Never fails, whatever the place: the processor leaves alone what it cannot read.
prefetch: Any = _no_prefetch if config.DISABLE_JIT else intrinsic(_build)  # type: ignore[attr-defined]
