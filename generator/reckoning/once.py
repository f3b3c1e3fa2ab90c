"""Attributes that are worked out the first time they are asked for, of what there is much of.

An object with a dictionary of its own takes three times the memory of one that shares the names of
its attributes with the others of its class. Python lets them share those that the first have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Generic, TypeVar, overload

Value_co = TypeVar("Value_co", covariant=True)


class once(Generic[Value_co]):  # noqa: N801 - a decorator, as `cached_property` is
    """As `cached_property`, which gives each object a dictionary of its own."""

    def __init__(self, work_out: Callable[[Any], Value_co]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once[Value_co]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value_co: ...

    def __get__(self, instance: object | None, owner: type) -> Value_co | once[Value_co]:
        if instance is None:
            return self
        value = self._work_out(instance)
        object.__setattr__(instance, self._name, value)  # from now on it is found before this
        return value


Class = TypeVar("Class", bound=type)


def sharing_names(cls: Class) -> Class:
    """Let the objects of a dataclass share the names also of what is worked out later."""
    first: object = object.__new__(cls)
    later = [name for name, value in vars(cls).items() if isinstance(value, once)]
    for name in (*(field.name for field in fields(cls)), *later):
        object.__setattr__(first, name, None)
    return cls
