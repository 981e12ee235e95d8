"""The strategy map on the screen: a column for each level of plans, curves from what serves to what is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsTextItem,
    QGraphicsView,
    QWidget,
)

from kkplanner.desktop.look import colours
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

    from kkplanner.exchange.book_content import MapNode, StrategyMap

_BOX, _GUTTER, _GAP, _PAD = 190.0, 70.0, 10.0, 6.0


class MapView(QGraphicsView):
    """Ctrl+wheel zooms, Ctrl+0 shows the whole; the list beside it says the same for the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAccessibleName("แผนที่ความเชื่อมโยง")
        self._fits = True

    def show_map(self, plan_map: StrategyMap, marked: str = "") -> None:
        """Draw the map; `marked` is the id of a node whose lines stand out."""
        scene = self.scene()
        scene.clear()
        boxes: dict[str, QRectF] = {}
        layers = [
            [one for one in plan_map.nodes if one.layer == layer] for layer in range(len(plan_map.layers))
        ]
        filled = [layer for layer, nodes in enumerate(layers) if nodes]
        reached = _reached(plan_map, marked)
        for place, layer in enumerate(filled):
            x = place * (_BOX + _GUTTER)
            y = self._head(plan_map.layers[layer], x)
            for node in layers[layer]:
                y = self._node(node, x, y, layer, bright=not marked or node.id in reached, boxes=boxes)
        for edge in plan_map.edges:
            if edge.source in boxes and edge.target in boxes:
                bright = not marked or (edge.source in reached and edge.target in reached)
                self._edge(boxes[edge.source], boxes[edge.target], direct=edge.direct, bright=bright)
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-20, -20, 20, 20))
        if self._fits:
            self.fit()

    def fit(self) -> None:
        """Show the whole width; the height scrolls where letters would become too small."""
        rect = self.scene().sceneRect()
        if rect.width() <= 0:
            return
        self._fits = True
        self.resetTransform()
        scale = max(0.55, min(1.3, (self.viewport().width() - 8) / rect.width()))
        self.scale(scale, scale)
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    # ------------------------------------------------------------------

    def _text(self, text: str, x: float, y: float, *, bold: bool = False) -> QGraphicsTextItem:
        item = QGraphicsTextItem(wrapping(text))
        font = self.font()
        font.setPointSizeF(max(8.0, font.pointSizeF() - 1.5))
        font.setBold(bold)
        item.setFont(font)
        item.setDefaultTextColor(QColor(colours().text))
        item.setTextWidth(_BOX - _PAD)
        item.setPos(x + _PAD / 2, y)
        item.setZValue(2)
        self.scene().addItem(item)
        return item

    def _head(self, title: str, x: float) -> float:
        head = self._text(title, x, 0, bold=True)
        return max(60.0, head.boundingRect().height()) + _GAP

    def _node(
        self, node: MapNode, x: float, y: float, layer: int, *, bright: bool, boxes: dict[str, QRectF]
    ) -> float:
        text = self._text(f"{node.code} {node.text}", x, y)
        text.setOpacity(1.0 if bright else 0.35)
        text.setToolTip(f"{node.code} {node.text}")
        rect = QRectF(x, y, _BOX, text.boundingRect().height())
        box = QGraphicsRectItem(rect)
        box.setBrush(QBrush(QColor(colours().selection if layer == 0 else colours().base)))
        box.setPen(QPen(QColor(colours().accent if bright else colours().border)))
        box.setZValue(1)
        self.scene().addItem(box)
        boxes[node.id] = rect
        return rect.bottom() + _GAP

    def _edge(self, source: QRectF, target: QRectF, *, direct: bool, bright: bool) -> None:
        start, end = source.center(), target.center()
        start.setX(source.right())
        end.setX(target.left())
        path = QPainterPath(start)
        bend = (end.x() - start.x()) / 2
        path.cubicTo(start.x() + bend, start.y(), end.x() - bend, end.y(), end.x(), end.y())
        pen = QPen(QColor(colours().accent if bright else colours().border))
        pen.setWidthF(1.6 if bright else 0.7)
        pen.setStyle(Qt.PenStyle.SolidLine if direct else Qt.PenStyle.DashLine)
        item = QGraphicsPathItem(path)
        item.setPen(pen)
        item.setOpacity(0.9 if bright else 0.35)
        self.scene().addItem(item)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1.15)
        elif control and event.key() == Qt.Key.Key_Minus:
            self._zoom(1 / 1.15)
        elif control and event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def _zoom(self, by: float) -> None:
        self._fits = False
        self.scale(by, by)


_DEEPEST: Final = 12


def _reached(plan_map: StrategyMap, start: str) -> set[str]:
    """The nodes that a node serves, directly or through others, and itself."""
    reached = {start}
    for _ in range(_DEEPEST):
        more = {edge.target for edge in plan_map.edges if edge.source in reached} - reached
        if not more:
            break
        reached |= more
    return reached
