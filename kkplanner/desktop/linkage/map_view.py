"""The strategy map on the screen: a column for each level of plans, curves from what serves to what is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer
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
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

    from kkplanner.exchange.book_content import MapNode, StrategyMap

_BOX, _GUTTER, _GAP, _PAD = 190.0, 42.0, 10.0, 6.0
_NARROWEST_BOX: Final = 96.0  # at 100 %
_STEP: Final = 1.15
_SMALLER: Final = 1.0  # pt, than the program's letters
_LEAST_ZOOM, _MOST_ZOOM = 0.4, 3.0


class MapView(QGraphicsView):
    """As wide as the window at first, in letters one point below the program's own, never smaller.

    Ctrl+wheel, Ctrl+plus and Ctrl+minus zoom, Ctrl+0 fits the width again; the list above says the same in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAccessibleName("แผนที่ความเชื่อมโยง")
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._fits = True
        self._shown: tuple[StrategyMap, str] | None = None
        self._box, self._gutter = _BOX, _GUTTER
        self._rest = QTimer(self)  # a window being drawn wider asks many times
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self.fit)

    def show_map(self, plan_map: StrategyMap, marked: str = "") -> None:
        """Draw the map; `marked` is the id of a node whose lines stand out."""
        self._shown = (plan_map, marked)
        self._draw()

    @property
    def zoom(self) -> float:
        """1.0: letters as large as they are meant."""
        return self.transform().m11()

    def fit(self) -> None:
        """The columns share the width there is; where letters would have to shrink for it, it scrolls."""
        self._fits = True
        self.resetTransform()
        self._draw()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller, until it is fitted again."""
        self._fits = False
        wanted = min(_MOST_ZOOM, max(_LEAST_ZOOM, self.zoom * factor))
        self.scale(wanted / self.zoom, wanted / self.zoom)

    def zoom_in(self) -> None:
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / _STEP)

    # ------------------------------------------------------------------

    def _draw(self) -> None:
        if self._shown is None:
            return
        plan_map, marked = self._shown
        scene = self.scene()
        scene.clear()
        boxes: dict[str, QRectF] = {}
        layers = [
            [one for one in plan_map.nodes if one.layer == layer] for layer in range(len(plan_map.layers))
        ]
        filled = [layer for layer, nodes in enumerate(layers) if nodes]
        self._share_width(len(filled))
        reached = _reached(plan_map, marked)
        for place, layer in enumerate(filled):
            x = place * (self._box + self._gutter)
            y = self._head(plan_map.layers[layer], x)
            for node in layers[layer]:
                y = self._node(node, x, y, layer, bright=not marked or node.id in reached, boxes=boxes)
        for edge in plan_map.edges:
            if edge.source in boxes and edge.target in boxes:
                bright = not marked or (edge.source in reached and edge.target in reached)
                self._edge(boxes[edge.source], boxes[edge.target], direct=edge.direct, bright=bright)
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-_GAP, -_GAP, _GAP, _GAP))

    def _share_width(self, columns: int) -> None:
        """How wide a column is: letters stay as they are, lines become longer or shorter."""
        if not columns:
            return
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.viewport().width() - 2 * _GAP - 8 - (0 if self.verticalScrollBar().isVisible() else bar)
        share = room / (columns + (columns - 1) * _GUTTER / _BOX)
        self._box = max(float(scaled(self, _NARROWEST_BOX)), share)
        self._gutter = self._box * _GUTTER / _BOX

    def _text(self, text: str, x: float, y: float, *, bold: bool = False) -> QGraphicsTextItem:
        item = QGraphicsTextItem(wrapping(text))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() - _SMALLER)
        font.setBold(bold)
        item.setFont(font)
        item.setDefaultTextColor(QColor(colours().text))
        item.setTextWidth(self._box - _PAD)
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
        rect = QRectF(x, y, self._box, text.boundingRect().height())
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
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif control and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits and event.size().width() != event.oldSize().width():
            self._rest.start()


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
